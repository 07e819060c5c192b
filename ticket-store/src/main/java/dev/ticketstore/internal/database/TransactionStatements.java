package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends transactions by statements, on connections in autocommit mode: sqlite-jdbc would
 * begin the next one right after a commit and keep the write lock, and PostgreSQL needs no message
 * of its own for the isolation level.
 *
 * @param beginWrite the statement that begins one that writes
 * @param coldStart whether the first one of its kind in this JVM begins without SQLite's lock, as
 *     its classes are loaded and its statements rendered while it runs
 */
record TransactionStatements(Dialect dialect, String beginWrite, boolean coldStart) {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionStatements.class);

  /** The kinds of transactions that have run in this JVM; each lambda has a class of its own. */
  private static final Set<Class<?>> RUN_BEFORE = ConcurrentHashMap.newKeySet();

  /** Runs statements that read one snapshot. */
  <T> T read(Connection connection, DSLContext context, Function<DSLContext, T> statements)
      throws SQLException {
    return run(connection, context, dialect.beginRead(), statements);
  }

  /** Runs statements that write, all or nothing. */
  <T> T write(Connection connection, DSLContext context, Function<DSLContext, T> statements)
      throws SQLException {
    boolean first = coldStart && RUN_BEFORE.add(statements.getClass());
    String begin = first ? dialect.beginFirstWrite(connection) : beginWrite;
    return begin.equals(beginWrite)
        ? run(connection, context, begin, statements)
        : runFirst(connection, context, begin, statements);
  }

  /** Without the lock at its beginning, and once more with it if another writer was faster. */
  private <T> T runFirst(
      Connection connection, DSLContext context, String begin, Function<DSLContext, T> statements)
      throws SQLException {
    try {
      return ErrorTranslation.translating(
          () -> context.connectionResult(same -> run(same, context, begin, statements)));
    } catch (DatabaseException e) {
      if (e.reason() != Reason.CONFLICT && e.reason() != Reason.LOCKED) {
        throw e;
      }
      LOG.debug("Another writer was faster, trying again with the lock", e);
      return run(connection, context, beginWrite, statements);
    }
  }

  private <T> T run(
      Connection connection, DSLContext context, String begin, Function<DSLContext, T> statements)
      throws SQLException {
    execute(connection, begin);
    boolean done = false;
    try {
      T result = statements.apply(context);
      execute(connection, "commit");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback(connection);
      }
    }
  }

  /** Not by way of the DSL, which takes longer for it than SQLite for the whole transaction. */
  private void execute(Connection connection, String sql) throws SQLException {
    dialect.prepared(connection, sql, PreparedStatement::execute);
  }

  private void rollback(Connection connection) {
    try {
      execute(connection, "rollback");
    } catch (SQLException e) {
      // SQLite has rolled back already after some errors; the exception that is thrown names it.
      LOG.debug("Rollback failed", e);
    }
  }
}
