package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One transaction around a migration. It keeps other migrations out, and must leave nothing of a
 * migration that failed or was killed.
 */
final class MigrationTransaction {

  private MigrationTransaction() {}

  /** Does {@code work} and commits it, once other migrations are done. */
  static <T> T commit(Connection connection, Duration timeout, MigrationLock.Work<T> work)
      throws SQLException {
    return run(connection, timeout, "commit", work);
  }

  /** Does {@code work} and rolls it back, once other migrations are done. */
  static <T> T rollback(Connection connection, Duration timeout, MigrationLock.Work<T> work)
      throws SQLException {
    return run(connection, timeout, "rollback", work);
  }

  private static <T> T run(
      Connection connection, Duration timeout, String end, MigrationLock.Work<T> work)
      throws SQLException {
    MigrationLock.acquire(connection, timeout, DatabaseProduct.of(connection)::begin);
    boolean done = false;
    try {
      MigrationLock.refuseLocked(connection);
      T result = StoreSchema.within(connection, work);
      Sql.execute(connection, end);
      done = true;
      return result;
    } finally {
      if (!done) {
        Sql.execute(connection, "rollback");
      }
    }
  }
}
