package dev.ticketstore.tests.databases;

import static dev.ticketstore.tests.databases.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Which servers, users and settings a store refuses to open with, and what it says. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has no server")
class PostgresOpeningTest extends TicketStoreContract {

  @Test
  void closedPortRefusesTheConnection() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    DatabaseException thrown =
        assertFails(
            Reason.CONNECTION_REFUSED,
            true,
            () ->
                TicketStore.open(
                    "jdbc:postgresql://localhost:" + port + "/db?user=u&password=s3cret"));

    assertThat(thrown).hasStackTraceContaining("localhost:" + port);
    assertThat(allMessages(thrown)).noneMatch(message -> message.contains("s3cret"));
  }

  private static List<String> allMessages(Throwable thrown) {
    return Stream.<Throwable>iterate(thrown, e -> e != null, Throwable::getCause)
        .map(String::valueOf)
        .toList();
  }

  @Test
  void wrongPasswordIsNotAcceptedAndNotShown() {
    String role = "role_" + database.name();
    database.execute(
        "create role " + role + " login superuser in role checked password 'r1ght-w0rd'");
    database.store().user(role).password("r1ght-w0rd").open().close();

    DatabaseException thrown =
        assertFails(
            Reason.AUTHENTICATION,
            false,
            () -> database.store().user(role).password("wr0ng-w0rd").open());

    assertThat(allMessages(thrown)).noneMatch(message -> message.contains("w0rd"));
  }

  @Test
  void unknownRoleIsNotAccepted() {
    assertFails(
        Reason.AUTHENTICATION, false, () -> database.store().user("nobody").password("x").open());
  }

  @Test
  void roleWithoutAConnectionLeftIsRefusedForNow() {
    String role = "limited_" + database.name();
    database.execute("create role " + role + " login password 'x' connection limit 0");

    assertFails(
        Reason.CONNECTION_REFUSED, true, () -> database.store().user(role).password("x").open());
  }

  @Test
  void missingPasswordIsNotAcceptedAndNotRetryable() {
    String role = "role_" + database.name();
    database.execute(
        "create role " + role + " login superuser in role checked password 'r1ght-w0rd'");

    assertFails(
        Reason.AUTHENTICATION,
        false,
        () -> TicketStore.builder().url(database.url()).user(role).open());
  }

  @ParameterizedTest
  @EnumSource
  void searchPathWithoutASchemaThatExistsIsNamed(SchemaPolicy policy) {
    DatabaseException thrown =
        assertFails(
            Reason.UNKNOWN_SCHEMA,
            false,
            () ->
                TicketStore.builder()
                    .url(database.url() + "?currentSchema=of_nobody")
                    .user(database.user())
                    .password(database.password())
                    .schemaPolicy(policy)
                    .open());

    assertThat(thrown).hasMessageContaining("of_nobody");
  }

  @Test
  void searchPathOfADataSourceIsCheckedToo() {
    PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
    source.setCurrentSchema("of_nobody");

    assertFails(Reason.UNKNOWN_SCHEMA, false, () -> TicketStore.open(source));
  }

  @Test
  void otherEncodingsThanUtf8AreRefusedWhenOpening() {
    String latin = database.name() + "_latin";
    database.execute(
        "create database " + latin + " encoding 'LATIN1' locale 'C' template template0");
    try {
      DatabaseException thrown =
          assertFails(
              Reason.UNSUPPORTED,
              false,
              () ->
                  TicketStore.builder()
                      .url(database.url().replace(database.name(), latin))
                      .user(database.user())
                      .password(database.password())
                      .schemaPolicy(SchemaPolicy.NONE)
                      .open());
      assertThat(thrown).hasMessageContaining("LATIN1");
    } finally {
      database.execute("drop database " + latin + " with (force)");
    }
  }

  @Test
  void otherEncodingOfASessionIsRefusedWhenOpening() {
    PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
    source.setAllowEncodingChanges(true);
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setConnectionInitSql("set client_encoding = 'LATIN1'");

    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertThat(assertFails(Reason.UNSUPPORTED, false, () -> TicketStore.open(pool)))
          .hasMessageContaining("client_encoding")
          .hasMessageContaining("LATIN1");
    }
  }

  @Test
  void unknownDatabaseIsNamed() {
    DatabaseException thrown =
        assertFails(
            Reason.UNKNOWN_DATABASE,
            false,
            () ->
                TicketStore.builder()
                    .url(database.url() + "_of_nobody")
                    .user(database.user())
                    .password(database.password())
                    .open());

    assertThat(thrown).hasMessageContaining("_of_nobody");
  }
}
