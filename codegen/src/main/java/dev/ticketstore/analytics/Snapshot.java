package dev.ticketstore.analytics;

import dev.ticketstore.jooq.types.PortableQueries;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.tools.jdbc.JDBCUtils;
import org.jspecify.annotations.Nullable;

/**
 * Queries against one snapshot of a database of tickets, over a connection of the caller's, in a
 * transaction that cannot write.
 *
 * <p>{@code TicketStore.read} does the same for users of the store. Expressions mean the same on
 * each database, or are refused ({@link PortableQueries}). Days and hours are UTC's. On PostgreSQL
 * rows arrive a thousand at a time, so that {@code fetchStream} and {@code fetchLazy} take constant
 * memory. Writers continue, except on a SQLite file that is not in WAL mode.
 */
public final class Snapshot {

  private static final int FETCH_SIZE = 1_000;

  private Snapshot() {}

  /**
   * Runs queries over a connection of a data source, which is given back.
   *
   * @return what {@code queries} returns; no stream or cursor that is still open
   * @throws DataAccessException if the database does not answer, or a query would write
   * @throws IllegalArgumentException if it is neither SQLite nor PostgreSQL
   */
  public static <T extends @Nullable Object> T read(
      DataSource dataSource, Function<DSLContext, T> queries) {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(true);
      try {
        return read(connection, queries);
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Runs queries over a connection, which stays open, with its settings as they were.
   *
   * @param connection in auto-commit mode, as there is a transaction of its own
   * @return what {@code queries} returns; no stream or cursor that is still open
   * @throws DataAccessException if the database does not answer, or a query would write
   * @throws IllegalArgumentException if it is neither SQLite nor PostgreSQL, or not in auto-commit
   *     mode; nothing has been executed
   */
  public static <T extends @Nullable Object> T read(
      Connection connection, Function<DSLContext, T> queries) {
    try {
      SQLDialect dialect = JDBCUtils.dialect(connection);
      if (!connection.getAutoCommit()) {
        throw new IllegalArgumentException(
            "Expected a connection in auto-commit mode, not one within a transaction");
      }
      Configuration configuration =
          new DefaultConfiguration()
              .set(connection)
              .set(dialect)
              .set(
                  new Settings()
                      .withRenderSchema(false)
                      .withExecuteLogging(false)
                      .withFetchSize(FETCH_SIZE));
      DSLContext context = DSL.using(PortableQueries.install(configuration));
      return switch (dialect.family()) {
        case SQLITE -> sqlite(connection, context, queries);
        case POSTGRES, YUGABYTEDB -> postgres(connection, context, queries);
        default ->
            throw new IllegalArgumentException(
                "Expected SQLite or PostgreSQL, not "
                    + connection.getMetaData().getDatabaseProductName());
      };
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static <T extends @Nullable Object> T sqlite(
      Connection connection, DSLContext context, Function<DSLContext, T> queries)
      throws SQLException {
    // Its transactions can all write.
    boolean already = context.fetchSingle("pragma query_only").get(0, Boolean.class);
    execute(connection, "pragma query_only = true");
    try {
      execute(connection, "begin");
      try {
        return queries.apply(context);
      } finally {
        execute(connection, "rollback");
      }
    } finally {
      execute(connection, "pragma query_only = " + already);
    }
  }

  private static <T extends @Nullable Object> T postgres(
      Connection connection, DSLContext context, Function<DSLContext, T> queries)
      throws SQLException {
    // The driver has cursors without auto-commit only, and begins with the first statement.
    connection.setAutoCommit(false);
    try {
      execute(connection, "set transaction isolation level repeatable read, read only");
      execute(connection, "set local time zone 'UTC'");
      return queries.apply(context);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static DataAccessException failure(SQLException e) {
    return new DataAccessException("The database refused a snapshot", e);
  }
}
