package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction of a migration. It keeps other migrations out, and must leave nothing of work that
 * failed or was killed.
 *
 * <p>Writers of a table queue behind a migration that waits for its lock. So it waits for a short
 * time, lets them go ahead by a rollback, and tries again.
 */
final class MigrationTransaction {

  private MigrationTransaction() {}

  /** Does {@code work} and commits it, once other migrations are done. */
  static <T> T commit(Connection connection, LockTimeouts timeouts, MigrationLock.Work<T> work)
      throws SQLException {
    return run(connection, timeouts, "commit", work);
  }

  /** Does {@code work} and rolls it back, once other migrations are done. */
  static <T> T rollback(Connection connection, LockTimeouts timeouts, MigrationLock.Work<T> work)
      throws SQLException {
    return run(connection, timeouts, "rollback", work);
  }

  /** Does {@code work}, which only reads, on one snapshot. */
  static <T> T read(Connection connection, MigrationLock.Work<T> work) throws SQLException {
    Sql.execute(connection, DatabaseProduct.of(connection).beginReading());
    T result;
    try {
      result = work.run();
    } catch (SQLException | RuntimeException e) {
      undo(connection, e);
      throw e;
    }
    Sql.execute(connection, "rollback");
    return result;
  }

  private static <T> T run(
      Connection connection, LockTimeouts timeouts, String end, MigrationLock.Work<T> work)
      throws SQLException {
    DatabaseProduct product = DatabaseProduct.of(connection);
    LockWait wait = new LockWait(timeouts.total());
    while (true) {
      try {
        return MigrationLock.hold(
            wait,
            () -> product.tryToBegin(connection),
            () -> {
              product.limitLocks(connection, wait.atMost(timeouts.table()), true);
              return end(connection, end, work);
            });
      } catch (SQLException | SchemaException e) {
        if (!DatabaseProduct.isLocked(e)) {
          throw e;
        }
        wait.backOff(
            "Others have locked a table that changes for over %s: end their long transactions.", e);
      }
    }
  }

  private static <T> T end(Connection connection, String end, MigrationLock.Work<T> work)
      throws SQLException {
    T result;
    try {
      MigrationLock.refuseLocked(connection);
      result = StoreSchema.within(connection, work);
    } catch (SQLException | RuntimeException e) {
      undo(connection, e);
      throw e;
    }
    try {
      Sql.update(connection, end);
      return result;
    } catch (SQLException e) {
      undo(connection, e);
      if (SchemaErrors.isConnectionLost(e)) {
        throw new SchemaException(
            Reason.FAILED,
            "The connection broke during the commit, so that all or nothing may have changed: `tickets schema"
                + " history` shows which.",
            e);
      }
      throw e;
    }
  }

  /**
   * A connection that broke is undone by the server, and SQLite undoes some failures itself. That
   * there is nothing to undo must not hide the first failure.
   */
  private static void undo(Connection connection, Exception cause) {
    try {
      Sql.execute(connection, "rollback");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
