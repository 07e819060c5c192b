package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The lock that keeps other migrations of this library out. It ends with the connection, and must
 * not outlive its process.
 *
 * <p>Liquibase's own lock is a row that a killed process leaves behind, and that other processes
 * poll every ten seconds. A run of Liquibase itself keeps us out with that row. A transaction of
 * ours keeps such a run out; a change outside a transaction does not.
 */
final class MigrationLock {

  private MigrationLock() {}

  /** Does {@code work} outside a transaction, once other migrations are done. */
  static <T> T hold(Connection connection, Duration timeout, Work<T> work) throws SQLException {
    DatabaseProduct product = DatabaseProduct.of(connection);
    acquire(connection, timeout, product::lock);
    try {
      refuseLocked(connection);
      return work.run();
    } finally {
      product.unlock(connection);
    }
  }

  /**
   * Waits for other migrations.
   *
   * @throws SchemaException {@link Reason#LOCKED} after the timeout
   */
  static void acquire(Connection connection, Duration timeout, Acquisition acquisition)
      throws SQLException {
    try {
      acquisition.acquire(connection, timeout);
    } catch (SQLException e) {
      if (DatabaseProduct.isLocked(e)) {
        throw new SchemaException(
            Reason.LOCKED,
            "Another process has kept the database for over "
                + timeout.toMillis()
                + " ms: wait until it is done; `tickets schema list-locks` may name it.",
            e);
      }
      throw e;
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

  interface Acquisition {
    void acquire(Connection connection, Duration timeout) throws SQLException;
  }

  interface Work<T> {
    T run() throws SQLException;
  }
}
