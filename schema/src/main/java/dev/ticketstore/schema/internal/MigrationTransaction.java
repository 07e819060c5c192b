package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One transaction around all that a migration does, which keeps other migrations out, and of which
 * a killed process leaves nothing.
 */
final class MigrationTransaction {

  private MigrationTransaction() {}

  /** Does {@code work} and keeps it, all or nothing. */
  static <T> T commit(Migration migration, MigrationLock.Work<T> work) throws SQLException {
    return run(migration, "commit", work);
  }

  /** Does {@code work} and undoes it. */
  static <T> T rollback(Migration migration, MigrationLock.Work<T> work) throws SQLException {
    return run(migration, "rollback", work);
  }

  private static <T> T run(Migration migration, String end, MigrationLock.Work<T> work)
      throws SQLException {
    Connection connection = migration.connection();
    MigrationLock.acquire(migration, DatabaseProduct.of(connection)::begin);
    boolean done = false;
    try {
      MigrationLock.refuseLocked(connection);
      T result = work.run();
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
