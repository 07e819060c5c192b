package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log of a SQLite file that the store has opened itself.
 *
 * @param writes on the connections that write
 */
record WriteAheadLog(DSLContext writes) {

  private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

  /** The longest wait of SQLite's own, which no interrupt ends. */
  private static final int ATTEMPT_MILLIS = 100;

  private static final long PAUSE_NANOS = 10_000_000;

  /**
   * Switches the file to it, once nobody uses the old journal. SQLite waits for readers, and not
   * for a writer.
   *
   * @throws DatabaseException {@link Reason#LOCKED} after the timeout, and {@link
   *     Reason#INTERRUPTED} if the thread is interrupted before
   */
  void use(Duration timeout) {
    ErrorTranslation.translating(
        () -> {
          writes.connection(connection -> use(connection, timeout));
          return true;
        });
  }

  private static void use(Connection connection, Duration timeout) throws SQLException {
    long deadline = System.nanoTime() + timeout.toNanos();
    long busyTimeout = SqliteDialect.pragma(connection, "busy_timeout");
    SqliteDialect.set(connection, "busy_timeout", ATTEMPT_MILLIS);
    try {
      while (!isUsed(connection, System.nanoTime() > deadline)) {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.currentThread().isInterrupted()) {
          throw new DatabaseException(Reason.INTERRUPTED, null, null);
        }
      }
    } finally {
      SqliteDialect.set(connection, "busy_timeout", busyTimeout);
    }
  }

  private static boolean isUsed(Connection connection, boolean lastTry) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      return true;
    } catch (SQLException e) {
      DatabaseException translated = ErrorTranslation.inUse(e);
      if (lastTry || translated.reason() != Reason.LOCKED) {
        throw translated;
      }
      return false;
    }
  }

  /** Brings the log into the file and cuts it; whether that went to its end. */
  boolean isEmptied() {
    try {
      return ErrorTranslation.translating(
          () -> writes.fetchSingle("pragma wal_checkpoint(truncate)").get(0, Integer.class) == 0);
    } catch (DatabaseException e) {
      LOG.debug("No room by a checkpoint", e);
      return false;
    }
  }
}
