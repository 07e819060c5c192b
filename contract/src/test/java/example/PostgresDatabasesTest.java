package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.PostgresDatabases;
import dev.ticketstore.contract.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresDatabasesTest {

  private static EmbeddedPostgres server;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?ApplicationName=contract";
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static int databases() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection()) {
      return DSL.using(connection).fetchCount(DSL.table("pg_database"));
    }
  }

  @Test
  void migratedDatabasesAreCopiesOfOneThatGoesAtTheEnd() throws SQLException {
    int before = databases();
    PostgresDatabases copying = new PostgresDatabases("a", url, "postgres", "postgres");

    requireMigrated(copying);
    requireMigrated(copying);

    assertThat(databases()).isEqualTo(before + 1);
    copying.close();
    assertThat(databases()).isEqualTo(before);
  }

  @Test
  void aServerThatCopiesNoDatabaseMigratesEach() throws SQLException {
    int before = databases();

    requireMigrated(
        new PostgresDatabases("a", url, "postgres", "postgres") {
          @Override
          protected boolean copiesDatabases() {
            return false;
          }
        });

    assertThat(databases()).isEqualTo(before);
  }

  /** Then drops it. */
  private static void requireMigrated(DatabaseServer databases) {
    TestDatabase database = databases.createMigrated();
    try (TicketStore store = database.store().schemaPolicy(SchemaPolicy.VALIDATE).open()) {
      assertThat(store.latestCursor()).isNotNull();
    }
    database.drop();
  }

  @Test
  void whatTheServerRefusesIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> new PostgresDatabases("ours", url + "&user=nobody", "nobody", "").create())
        .withMessageStartingWith("ours refused create database contract_");
  }
}
