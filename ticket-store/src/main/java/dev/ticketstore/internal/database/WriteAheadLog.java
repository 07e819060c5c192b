package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
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

  private static final long BUSY_NANOS = 10_000_000;

  /**
   * Switches the file to it. SQLite ignores the busy timeout here, and fails if another connection
   * uses the old journal.
   */
  void use(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isUsed(System.nanoTime() > deadline)) {
      LockSupport.parkNanos(BUSY_NANOS);
    }
  }

  private boolean isUsed(boolean lastTry) {
    try {
      ErrorTranslation.translating(() -> writes.execute("pragma journal_mode = wal"));
      return true;
    } catch (DatabaseException e) {
      if (lastTry || e.reason() != Reason.LOCKED) {
        throw e;
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
