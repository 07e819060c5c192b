package dev.ticketstore.internal.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prepared statements of the connections to a SQLite file, which stay open as long as those:
 * sqlite-jdbc prepares each statement again. The driver of PostgreSQL keeps its own.
 */
final class StatementCache {

  private record Key(Connection connection, String sql) {}

  private final Map<Key, PreparedStatement> statements = new ConcurrentHashMap<>();

  /**
   * The statement of a connection, which only its holder uses.
   *
   * @param connection of a pool
   */
  PreparedStatement get(Connection connection, String sql) throws SQLException {
    Key key =
        new Key(
            OptionalLibrary.SQLITE_JDBC.isPresent() ? SqliteDriver.unwrap(connection) : connection,
            sql);
    PreparedStatement kept = statements.get(key);
    if (kept != null && !kept.isClosed()) {
      return kept;
    }
    statements.keySet().removeIf(each -> isClosed(each.connection()));
    PreparedStatement prepared = key.connection().prepareStatement(sql);
    statements.put(key, prepared);
    return prepared;
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }
}
