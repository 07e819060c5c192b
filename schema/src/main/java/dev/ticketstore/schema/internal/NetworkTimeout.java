package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Limits how long a server may be silent while a connection does some work; then the connection is
 * lost. Afterwards the connection has the limit that it came with. A file is never silent.
 */
public final class NetworkTimeout {

  private NetworkTimeout() {}

  /** Does {@code work} with a limit, unless the connection has one of its own. */
  public static <T> T orElse(Connection connection, Duration limit, Work<T> work)
      throws SQLException {
    return run(connection, limit, Integer.MAX_VALUE, work);
  }

  /** Does {@code work} with a limit, unless that of the connection's own is shorter. */
  public static <T> T atMost(Connection connection, Duration limit, Work<T> work)
      throws SQLException {
    return run(connection, limit, millis(limit), work);
  }

  private static <T> T run(Connection connection, Duration limit, int longestOwn, Work<T> work)
      throws SQLException {
    if (DatabaseProduct.of(connection) == DatabaseProduct.SQLITE) {
      return work.run();
    }
    int own = connection.getNetworkTimeout();
    if (own > 0 && own <= longestOwn) {
      return work.run();
    }
    connection.setNetworkTimeout(Runnable::run, millis(limit));
    try {
      return work.run();
    } finally {
      // The driver closes a connection that was silent for too long.
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, own);
      }
    }
  }

  /** In milliseconds, of which 0 means for ever. */
  private static int millis(Duration limit) {
    return Math.toIntExact(Math.max(1, Math.min(Integer.MAX_VALUE, limit.toMillis())));
  }

  /** A use of a connection. */
  public interface Work<T> {
    T run() throws SQLException;
  }
}
