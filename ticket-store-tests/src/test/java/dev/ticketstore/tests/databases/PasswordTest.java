package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ticketstore.cli.Main;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.ChildJvm;
import dev.ticketstore.tests.support.TraceLog;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A password is in no error, log or text of an object, wherever it was given and whatever fails.
 */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has no passwords")
class PasswordTest extends TicketStoreContract {

  /** What no output may have, as it is or as a part. */
  private static final String SECRET = "hush";

  private static final String PASSWORD = "hush+hush&1%";
  private static final String ENCODED = "hush%2Bhush%261%25";

  private TestDatabase empty;
  private String role;

  @BeforeEach
  void createRole() {
    empty = server.create();
    role = "checked_" + empty.name();
    empty.execute(
        "create role " + role + " login superuser in role checked password '" + PASSWORD + "'");
  }

  @AfterEach
  void dropRole() {
    empty.drop();
    database.execute("drop role " + role);
  }

  /** How the process is misled, and what shows that it went as far as that. */
  static Stream<Arguments> failures() {
    return Stream.of(
        arguments("", "", "CREATED"),
        arguments("", "wrong", "AUTHENTICATION"),
        arguments("nowhere", "", "UNKNOWN_DATABASE"),
        arguments(":1/", "", "CONNECTION_REFUSED"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void nothingPrintsOrLogsThePassword(String place, String more, String seen) throws Exception {
    String url = empty.url();
    if (place.startsWith(":")) {
      url = "jdbc:postgresql://localhost" + place + empty.name();
    } else if (!place.isEmpty()) {
      url = url.substring(0, url.lastIndexOf('/') + 1) + place;
    }
    ChildJvm process =
        ChildJvm.run(
            Map.of(
                PasswordProcess.URL,
                url,
                PasswordProcess.USER,
                role,
                PasswordProcess.PASSWORD,
                PASSWORD + more,
                PasswordProcess.ENCODED,
                ENCODED + more),
            List.of(TraceLog.OPTION),
            PasswordProcess.class);

    assertThat(process.output())
        .contains(seen, "DEBUG com.zaxxer.hikari", "InvalidInputException", "done")
        .containsPattern("FINE: |FINER: |FINEST: ");
    assertThat(process.output().lines().filter(line -> line.contains(SECRET))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "schema update-sql, '', create table tickets",
    "schema update, wrong, password authentication failed",
    "list, wrong, AUTHENTICATION",
    "observe x --message m, '', ticket"
  })
  void noCommandPrintsOrLogsThePassword(String command, String more, String seen) throws Exception {
    String[] arguments = (command + " --verbose").split(" ", -1);
    String parameters = "?user=" + role + "&password=" + ENCODED + more;
    for (Map<String, String> environment :
        List.of(
            Map.of("TICKETS_URL", empty.url() + parameters),
            Map.of(
                "TICKETS_URL",
                empty.url(),
                "TICKETS_USER",
                role,
                "TICKETS_PASSWORD",
                PASSWORD + more))) {
      ChildJvm process = ChildJvm.run(environment, List.of(TraceLog.OPTION), Main.class, arguments);

      assertThat(process.output()).contains(seen);
      assertThat(process.output().lines().filter(line -> line.contains(SECRET))).isEmpty();
    }
  }
}
