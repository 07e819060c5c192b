package dev.ticketstore.internal.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

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

  /** Whether a connection is in no transaction, as the server said last. */
  static boolean isIdle(Connection connection) throws SQLException {
    return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE;
  }

  /** Returns when a notification has come to a connection that listens, or after a time. */
  public static void awaitNotification(Connection listening, Duration longest) throws SQLException {
    listening.unwrap(PGConnection.class).getNotifications(Math.toIntExact(longest.toMillis()));
  }
}
