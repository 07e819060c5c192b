package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The lock that keeps other migrations of this library out. It ends with the connection, and must
 * not outlive its process. Nothing is held while it waits: neither the lock of Liquibase in this
 * JVM, nor a snapshot of the database, whose end an index that is created concurrently waits for.
 *
 * <p>Liquibase's own lock is a row that a killed process leaves behind, and that other processes
 * poll every ten seconds. A run of Liquibase itself keeps us out with that row. A transaction of
 * ours keeps such a run out; a change outside a transaction does not.
 */
final class MigrationLock {

  private MigrationLock() {}

  /** Does {@code work} outside a transaction, once other migrations are done. */
  static <T> T hold(Connection connection, LockTimeouts timeouts, Work<T> work)
      throws SQLException {
    DatabaseProduct product = DatabaseProduct.of(connection);
    LockWait wait = new LockWait(timeouts.total());
    return hold(
        wait,
        () -> product.tryToLock(connection),
        () -> {
          String before = product.limitLocks(connection, wait.atMost(timeouts.total()), false);
          try {
            refuseLocked(connection);
            return work.run();
          } catch (SchemaException e) {
            throw DatabaseProduct.isLocked(e)
                ? wait.expired(
                    "A change has waited for others for over %s: end their long transactions.", e)
                : e;
          } finally {
            product.limitLocks(connection, before, false);
            product.unlock(connection);
          }
        });
  }

  /**
   * Does {@code work} after an attempt to take the lock succeeds.
   *
   * @throws SchemaException {@link Reason#LOCKED} after the timeout
   */
  static <T> T hold(LockWait wait, Attempt attempt, Work<T> work) throws SQLException {
    while (true) {
      wait.enterLiquibase();
      try {
        if (attempt.succeeds()) {
          return work.run();
        }
      } finally {
        LiquibaseSession.leave();
      }
      wait.pause(
          "Another process has kept the database for over %s: wait until it is done;"
              + " `tickets schema list-locks` may name it.",
          null);
    }
  }

  /**
   * Looks for the lock of a run of Liquibase itself.
   *
   * @throws SchemaException {@link Reason#LOCKED} if it is held
   */
  static void refuseLocked(Connection connection) throws SQLException {
    List<SchemaLock> locks = Locks.ofLiquibase(connection);
    if (!locks.isEmpty()) {
      throw new SchemaException(
          Reason.LOCKED,
          "Liquibase at "
              + locks.get(0).holder()
              + " has locked the schema since "
              + locks.get(0).since()
              + ": wait until it is done; if it was killed, run `tickets schema release-locks`.");
    }
  }

  interface Attempt {
    boolean succeeds() throws SQLException;
  }

  interface Work<T> {
    T run() throws SQLException;
  }
}
