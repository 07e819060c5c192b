package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.internal.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration leaves the connection and the thread of its caller as they were. */
class CallersConnectionTest extends MigrationContract {

  @BeforeEach
  void migrate() {
    createMigratedDatabase();
  }

  @Test
  void aThreadThatIsInterruptedStaysSo() throws SQLException {
    try (Connection connection = database.connect()) {
      Migration migration = LaterRelease.EXPAND.on(connection);
      Thread.currentThread().interrupt();

      SchemaException e = catchThrowableOfType(SchemaException.class, migration::update);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED);
      assertThat(migration.update()).isNotEmpty();
    }
  }

  @Test
  void theConnectionKeepsItsOwnSettings() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      List<String> settings =
          database.isSqlite()
              ? List.of("pragma busy_timeout = 1234")
              : List.of("set lock_timeout = '1234ms'", "set timezone = 'Asia/Tokyo'");
      for (String setting : settings) {
        statement.execute(setting);
      }
      List<String> before = settings(connection);

      assertThat(LaterRelease.INDEX.on(connection).update()).isNotEmpty();

      assertThat(settings(connection)).isEqualTo(before);
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  private List<String> settings(Connection connection) throws SQLException {
    List<String> names =
        database.isSqlite()
            ? List.of("pragma busy_timeout")
            : List.of("show lock_timeout", "show timezone", "show search_path");
    List<String> values = new ArrayList<>();
    for (String name : names) {
      values.addAll(SchemaDump.column(connection, name));
    }
    return values;
  }
}
