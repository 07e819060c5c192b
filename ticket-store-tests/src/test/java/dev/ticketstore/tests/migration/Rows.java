package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.contract.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows that another program writes, with SQL of its own. */
final class Rows {

  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("violation_key", "'a:s'");
    DEFAULTS.put("invariant_name", "'a'");
    DEFAULTS.put("store_id", "'s'");
    DEFAULTS.put("status", "'open'");
    DEFAULTS.put("occurrence_count", "1");
    DEFAULTS.put("first_seen_at", "'2026-01-24T23:08:17.123456Z'");
    DEFAULTS.put("last_seen_at", "'2026-01-24T23:08:18.000000Z'");
    DEFAULTS.put("message", "'m'");
    DEFAULTS.put("severity", "'info'");
  }

  private Rows() {}

  /** An insert of a good row, but for pairs of a column and its SQL expression. */
  static String insert(String... columns) {
    Map<String, String> row = new LinkedHashMap<>(DEFAULTS);
    for (int i = 0; i < columns.length; i += 2) {
      row.put(columns[i], columns[i + 1]);
    }
    return "insert into tickets ("
        + String.join(", ", row.keySet())
        + ") values ("
        + String.join(", ", row.values())
        + ")";
  }

  /** Executes, as another program would. */
  static void execute(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The database refuses, and says why. */
  static void assertRefused(TestDatabase database, String sql, String why) {
    assertThatThrownBy(() -> execute(database, sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getMessage()).containsIgnoringCase(why));
  }
}
