package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What keeps other migrations of this library out, and ends with the connection.
 *
 * <p>Liquibase's own lock is a row that a killed process leaves behind and that others poll every
 * ten seconds. A run of Liquibase itself shuts us out with it; it is shut out by a transaction of
 * ours, but not by a change that no transaction can hold.
 */
final class MigrationLock {

  private MigrationLock() {}

  /** Does {@code work} outside a transaction. */
  static <T> T hold(Migration migration, Work<T> work) throws SQLException {
    Connection connection = migration.connection();
    DatabaseProduct product = DatabaseProduct.of(connection);
    acquire(migration, product::lock);
    try {
      refuseLocked(connection);
      return work.run();
    } finally {
      product.unlock(connection);
    }
  }

  /** Waits for others, up to the timeout. */
  static void acquire(Migration migration, Acquisition acquisition) throws SQLException {
    try {
      acquisition.acquire(migration.connection(), migration.timeout());
    } catch (SQLException e) {
      if (DatabaseProduct.isLocked(e)) {
        throw new SchemaException(
            Reason.LOCKED,
            "Another process has kept the database for over "
                + migration.timeout().toMillis()
                + " ms: wait until it is done; `tickets schema list-locks` may tell who it is.",
            e);
      }
      throw e;
    }
  }

  /** Refuses what Liquibase itself has locked. */
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
