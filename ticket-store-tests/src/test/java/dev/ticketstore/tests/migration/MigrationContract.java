package dev.ticketstore.tests.migration;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** What migrating must do on every database. Each test has an empty database of its own. */
@EveryDatabase
abstract class MigrationContract {

  @Parameter protected DatabaseServer server;

  protected TestDatabase database;
  protected SchemaMigrator migrator;

  @BeforeEach
  void createDatabase() {
    use(server.create());
  }

  /** For tests that begin with the schema, and do not ask how it came. */
  protected void createMigratedDatabase() {
    database.drop();
    use(server.createMigrated());
  }

  private void use(TestDatabase created) {
    database = created;
    migrator =
        migrator(database.url(), database.user(), database.password())
            .withLockTimeout(Duration.ofSeconds(1));
  }

  static SchemaMigrator migrator(String url, String user, String password) {
    return SchemaMigrator.of(
        user.isEmpty()
            ? url
            : url + (url.contains("?") ? "&" : "?") + "user=" + user + "&password=" + password);
  }

  protected void execute(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  protected String query(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
