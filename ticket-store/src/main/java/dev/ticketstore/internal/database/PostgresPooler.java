package dev.ticketstore.internal.database;

import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.Record2;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A pooler between the store and PostgreSQL, such as PgBouncer, which gives each transaction of a
 * connection a session of the server that other connections used before. Nothing may be left in a
 * session: no setting, no named statement, no lock.
 */
final class PostgresPooler {

  private static final String PROTOCOL_VIOLATION = "08P01";

  private PostgresPooler() {}

  /**
   * Whether there is one: the server process that answers is not the one that the protocol named.
   * One that gives a connection the same session for good counts too, as nothing tells it apart.
   *
   * @param schema what the URL sets as the search path; null for nothing
   * @throws DatabaseException {@link Reason#UNSUPPORTED} if it gives each statement another
   *     session, or ignores the search path
   */
  static boolean isBetween(Connection connection, @Nullable String schema) throws SQLException {
    if (!OptionalLibrary.PGJDBC.isPresent() || !PostgresDriver.isOfDriver(connection)) {
      return false;
    }
    Record2<Integer, String> found =
        ErrorTranslation.translating(
            () ->
                DSL.using(connection, SQLDialect.POSTGRES)
                    .select(
                        function("pg_backend_pid", Integer.class),
                        function("current_setting", String.class, inline("search_path")))
                    .fetchSingle());
    if (found.value1() == PostgresDriver.serverProcess(connection)) {
      return false;
    }
    requireTransactions(connection);
    if (schema != null && !schema.equals(found.value2())) {
      throw new DatabaseException(
          Reason.UNSUPPORTED,
          "the connection pooler ignores currentSchema; set the search_path of the role or of the database",
          null);
    }
    return true;
  }

  private static void requireTransactions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin");
      statement.execute("rollback");
    } catch (SQLException e) {
      if (!PROTOCOL_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      throw new DatabaseException(
          Reason.UNSUPPORTED,
          "the connection pooler gives each statement another session; set its mode to transaction",
          e);
    }
  }
}
