package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes, again after a conflict, as PostgreSQL has undone what it ends for one. A full disk may
 * have room for it once SQLite's log is in the file. What went into a file that is no longer there
 * is not acknowledged.
 *
 * @param file where a SQLite database is
 * @param makesRoom whether a full disk may have room now
 * @param renewConnections makes new connections: a primary that was demoted and still runs answers
 *     that it is read-only, and only a new connection finds the present one
 */
record WriteAttempts(StoreFile file, Supplier<Boolean> makesRoom, Runnable renewConnections) {

  private static final Logger LOG = LoggerFactory.getLogger(WriteAttempts.class);

  private static final int MAX_CONFLICTS = 10;

  <T> T written(Supplier<T> work) {
    boolean full = false;
    for (int conflicts = 1; ; ) {
      try {
        T result = work.get();
        file.requireSame();
        return result;
      } catch (DatabaseException e) {
        if (e.reason() == Reason.CONFLICT && conflicts < MAX_CONFLICTS) {
          conflicts++;
          LOG.debug("Conflict {} of at most {}, trying again", conflicts, MAX_CONFLICTS, e);
        } else if (e.reason() == Reason.DISK_FULL && !full && makesRoom.get()) {
          full = true;
        } else {
          if (e.reason() == Reason.READ_ONLY) {
            renewConnections.run();
          }
          throw e;
        }
      }
    }
  }
}
