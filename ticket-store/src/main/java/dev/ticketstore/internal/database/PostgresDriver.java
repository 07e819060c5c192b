package dev.ticketstore.internal.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.ds.common.BaseDataSource;

/**
 * The uses of pgjdbc. Must not be used before {@link OptionalLibrary#PGJDBC} is known to be
 * present.
 */
public final class PostgresDriver {

  private PostgresDriver() {}

  /** Whether a connection is one of this driver, or of a pool of such. */
  static boolean isOfDriver(Connection connection) throws SQLException {
    return connection.isWrapperFor(BaseConnection.class);
  }

  /** Whether a data source is one of this driver, whose connections belong to no thread. */
  static boolean isOfDriver(DataSource source) {
    return source instanceof BaseDataSource;
  }

  /** Whether a connection is in no transaction, as the server said last. */
  static boolean isIdle(Connection connection) throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
  }

  /** The process of the server that the protocol named when the connection was made. */
  static int serverProcess(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  /**
   * Sets what a session keeps, on a new connection of the store's own. Behind a pooler, where the
   * session is everyone's, it stays as it is, and the connection names no statement.
   */
  static void beginSession(Connection connection, Duration lockTimeout) throws SQLException {
    // The driver sends the zone of the JVM when it connects; it wins against the URL's options.
    try (PreparedStatement settings =
        connection.prepareStatement(
            "select set_config('lock_timeout', ?, false), set_config('TimeZone', 'UTC', false)"
                + " where pg_backend_pid() = ?")) {
      settings.setString(1, String.valueOf(lockTimeout.toMillis()));
      settings.setInt(2, serverProcess(connection));
      try (ResultSet own = settings.executeQuery()) {
        if (!own.next()) {
          nameStatementsAfter(connection, 0);
        }
      }
    }
  }

  /**
   * Sets after how many executions a statement is kept by name in the session; 0 for never.
   *
   * @return the number before
   */
  static int nameStatementsAfter(Connection connection, int executions) throws SQLException {
    PGConnection driver = connection.unwrap(PGConnection.class);
    int before = driver.getPrepareThreshold();
    driver.setPrepareThreshold(executions);
    return before;
  }

  /** Returns when a notification has come to a connection that listens, or after a time. */
  public static void awaitNotification(Connection listening, Duration longest) throws SQLException {
    listening.unwrap(PGConnection.class).getNotifications(Math.toIntExact(longest.toMillis()));
  }
}
