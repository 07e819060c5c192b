package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * One transaction around all that a migration does, which keeps other migrations out.
 *
 * <p>Liquibase's own lock is a row that a killed process leaves behind and that others poll every
 * ten seconds. Within this transaction nobody ever sees that row locked, and a killed process
 * leaves nothing. A run of Liquibase itself still shuts us out with it, and is shut out.
 */
final class MigrationTransaction {

  private MigrationTransaction() {}

  /** Does {@code work} and keeps it, all or nothing. */
  static <T> T commit(Migration migration, Work<T> work) throws SQLException {
    return run(migration, "commit", work);
  }

  /** Does {@code work} and undoes it. */
  static <T> T rollback(Migration migration, Work<T> work) throws SQLException {
    return run(migration, "rollback", work);
  }

  private static <T> T run(Migration migration, String end, Work<T> work) throws SQLException {
    Connection connection = migration.connection();
    begin(migration);
    boolean done = false;
    try {
      refuseLocked(connection);
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

  private static void begin(Migration migration) throws SQLException {
    Product product = Product.of(migration.connection());
    try {
      product.begin(migration.connection(), migration.timeout());
    } catch (SQLException e) {
      if (product.isLocked(e)) {
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

  private static void refuseLocked(Connection connection) throws SQLException {
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

  interface Work<T> {
    T run() throws SQLException;
  }
}
