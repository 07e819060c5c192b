package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.cli.Main;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.tests.support.ChildJvm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a standby of PostgreSQL answers. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has no standby")
class StandbyTest extends TicketStoreContract {

  @TempDir Path folder;

  @Test
  void theChangeFeedIsRefusedByNameAndTheRestIsReadOnly() throws Exception {
    long id;
    try (EmbeddedPostgres primary = start();
        TicketStore writer = on(primary).open()) {
      id = writer.observe(storeDown("a", NOW)).ticket().id();
    }
    // It waits for more of the log, which does not come.
    Files.createFile(data().resolve("standby.signal"));

    try (EmbeddedPostgres standby = start();
        TicketStore reader = on(standby).schemaPolicy(SchemaPolicy.NONE).open()) {
      assertThat(reader.find(id)).isPresent();
      assertThat(reader.history(id)).hasSize(1);

      assertRefused(Reason.STANDBY, () -> reader.changes(null, 1));
      assertRefused(Reason.STANDBY, () -> reader.changesLag(null));
      assertRefused(Reason.STANDBY, reader::latestCursor);
      assertRefused(Reason.STANDBY, () -> reader.follow(null));
      assertRefused(Reason.READ_ONLY, () -> reader.observe(storeDown("a", NOW)));
      assertRefused(
          Reason.READ_ONLY,
          () ->
              reader.reconcile(
                  new CheckCycle(
                      "monitor",
                      NOW.minusSeconds(60),
                      CycleScope.keys(List.of("store_down:none")),
                      CycleOutcome.COMPLETE,
                      List.of())));

      ChildJvm doctor =
          ChildJvm.run(
              Map.of("TICKETS_USER", "postgres", "TICKETS_PASSWORD", "postgres"),
              List.of(),
              Main.class,
              "doctor",
              "--url",
              url(standby));
      assertThat(doctor.exitCode()).as(doctor.output()).isZero();
      assertThat(doctor.output())
          .containsPattern("warning  server +a standby, which takes no writes")
          .contains("targetServerType=primary")
          .doesNotContain("change feed  ");
    }
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.isRetryable()).isFalse();
            });
  }

  private Path data() {
    return folder.resolve("data");
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data())
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "off")
        .start();
  }

  private static String url(EmbeddedPostgres server) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  private TicketStoreBuilder on(EmbeddedPostgres server) {
    return TicketStore.builder()
        .url(url(server))
        .user("postgres")
        .password("postgres")
        .clock(clock);
  }
}
