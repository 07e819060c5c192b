package dev.ticketstore.tests.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The statements that the Python program issues, unchanged, with its naive timestamps. */
final class PythonProgram implements AutoCloseable {

  static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS tickets (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          violation_key TEXT NOT NULL,           -- invariant_name:store_id for dedup
          invariant_name TEXT NOT NULL,
          store_id TEXT,                         -- NULL for cluster-wide violations
          status TEXT NOT NULL DEFAULT 'open',   -- open, acknowledged, diagnosed, resolved
          held BOOLEAN NOT NULL DEFAULT 0,       -- Prevent auto-resolve
          batch_key TEXT,                        -- Group related violations
          occurrence_count INTEGER NOT NULL DEFAULT 1,
          first_seen_at TEXT NOT NULL,           -- ISO8601 timestamp
          last_seen_at TEXT NOT NULL,
          resolved_at TEXT,
          message TEXT NOT NULL,
          severity TEXT NOT NULL DEFAULT 'warning',
          diagnosis TEXT,                        -- Attached by AI in Phase 5
          metric_snapshot TEXT,                  -- JSON blob of metrics at violation time
          subject_context TEXT,                  -- Subject-specific agent prompt context
          created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
          updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
      )
      """;

  private static final String[] REST = {
    """
    CREATE INDEX IF NOT EXISTS idx_tickets_open_violation
    ON tickets(violation_key) WHERE status != 'resolved'
    """,
    """
    CREATE INDEX IF NOT EXISTS idx_tickets_violation_time
    ON tickets(violation_key, resolved_at)
    """,
    """
    CREATE TRIGGER IF NOT EXISTS tickets_updated_at
    AFTER UPDATE ON tickets
    BEGIN
        UPDATE tickets SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
    END
    """
  };

  private final Connection connection;

  PythonProgram(Path file) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      for (String sql : REST) {
        statement.execute(sql);
      }
    }
  }

  long unresolved(String key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM tickets\nWHERE violation_key = ? AND status != 'resolved'")) {
      statement.setString(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong("id") : -1;
      }
    }
  }

  void insert(String invariant, String store, String message, String firstSeen, String lastSeen)
      throws SQLException {
    update(
        """
        INSERT INTO tickets (
            violation_key, invariant_name, store_id, message, severity,
            first_seen_at, last_seen_at, batch_key, metric_snapshot
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        invariant + ":" + store,
        invariant,
        store,
        message,
        "warning",
        firstSeen,
        lastSeen,
        "batch",
        "{\"value\": 51.846, \"unit\": \"percent\"}");
  }

  void repeat(long id, String message, String lastSeen) throws SQLException {
    update(
        """
        UPDATE tickets SET
            last_seen_at = ?,
            occurrence_count = occurrence_count + 1,
            message = ?
        WHERE id = ?
        """,
        lastSeen,
        message,
        id);
  }

  void reopenDiagnosed(long id, String message, String lastSeen) throws SQLException {
    update(
        """
        UPDATE tickets SET
            last_seen_at = ?,
            occurrence_count = occurrence_count + 1,
            message = ?,
            status = 'open',
            held = 0,
            diagnosis = NULL
        WHERE id = ?
        """,
        lastSeen,
        message,
        id);
  }

  void resolve(long id, String at) throws SQLException {
    update(
        """
        UPDATE tickets SET
            status = 'resolved',
            resolved_at = ?
        WHERE id = ? AND held = 0
        """,
        at,
        id);
  }

  void hold(long id) throws SQLException {
    update("UPDATE tickets SET held = 1 WHERE id = ?", id);
  }

  void unhold(long id) throws SQLException {
    update("UPDATE tickets SET held = 0 WHERE id = ?", id);
  }

  void diagnose(long id, String diagnosis) throws SQLException {
    update(
        """
        UPDATE tickets SET
            diagnosis = ?,
            status = 'diagnosed'
        WHERE id = ?
        """,
        diagnosis,
        id);
  }

  /** Any statement, for what the program would not write itself. */
  void update(String sql, Object... binds) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < binds.length; i++) {
        statement.setObject(i + 1, binds[i]);
      }
      statement.execute();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
