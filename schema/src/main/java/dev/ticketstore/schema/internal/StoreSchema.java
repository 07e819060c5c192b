package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema of the store: the first of the search path that has a table {@code tickets}, or else
 * the first of the search path. Lookups and creations must both ask here. SQLite has one schema.
 */
public final class StoreSchema {

  /** One row with the oid and the name of the schema; none if no schema of the path exists. */
  private static final String STORE =
      """
      select n.oid, n.nspname
      from unnest(current_schemas(false)) with ordinality as path (name, place)
      join pg_namespace n on n.nspname = path.name
      left join pg_class t on t.relnamespace = n.oid and t.relname = 'tickets'
          and t.relkind in ('r', 'p', 'v', 'm', 'f')
      order by t.oid is null, path.place
      limit 1
      """;

  private StoreSchema() {}

  /** The name of a table or view for a statement, with its schema; null if it is missing. */
  static @Nullable String find(Connection connection, String table) throws SQLException {
    if (DatabaseProduct.of(connection) == DatabaseProduct.SQLITE) {
      return Sql.query(
                  connection,
                  "select name from sqlite_master where type in ('table', 'view') and name = ? collate nocase",
                  row -> table,
                  table)
              .isEmpty()
          ? null
          : table;
    }
    List<@Nullable String> found =
        Sql.query(
            connection,
            "with store as ("
                + STORE
                + ") select quote_ident(store.nspname) || '.' || quote_ident(c.relname)"
                + " from store left join pg_class c on c.relnamespace = store.oid and c.relname = ?",
            row -> row.getString(1),
            table);
    if (found.isEmpty()) {
      throw SchemaErrors.noSchema(searchPath(connection));
    }
    return found.get(0);
  }

  private static String searchPath(Connection connection) throws SQLException {
    return Sql.query(connection, "show search_path", row -> row.getString(1)).get(0);
  }

  /**
   * Checks that a new connection has the search path of its URL, which some connection poolers
   * ignore.
   *
   * @param expected null if the URL has none
   * @throws SchemaException if it has another
   */
  public static void requireSearchPath(Connection connection, @Nullable String expected)
      throws SQLException {
    if (expected != null && !expected.equals(searchPath(connection))) {
      throw new SchemaException(
          Reason.FAILED,
          "A connection pooler ignores currentSchema: connect to the server itself, or set the search_path of the"
              + " role or of the database.");
    }
  }

  /**
   * Does {@code work} within the transaction that is open. In it unqualified names mean the store's
   * schema alone, and times are UTC.
   */
  static <T> T within(Connection connection, MigrationLock.Work<T> work) throws SQLException {
    return run(connection, true, work);
  }

  /** The same outside a transaction, for the statements of {@code work} alone. */
  static <T> T outsideTransaction(Connection connection, MigrationLock.Work<T> work)
      throws SQLException {
    return run(connection, false, work);
  }

  private static <T> T run(Connection connection, boolean local, MigrationLock.Work<T> work)
      throws SQLException {
    if (DatabaseProduct.of(connection) == DatabaseProduct.SQLITE) {
      return work.run();
    }
    Settings before =
        Sql.query(
                connection,
                "select current_setting('search_path'), current_setting('TimeZone'),"
                    + " (select quote_ident(nspname) from ("
                    + STORE
                    + ") as store)",
                row -> new Settings(row.getString(1), row.getString(2), row.getString(3)))
            .get(0);
    String schema = before.schema() == null ? before.searchPath() : before.schema();
    refuseQuote(schema);
    set(connection, schema, "UTC", local);
    T result;
    try {
      result = work.run();
    } catch (SQLException | RuntimeException e) {
      restoreOutsideTransaction(connection, before, local, e);
      throw e;
    }
    set(connection, before.searchPath(), before.timeZone(), local);
    return result;
  }

  /**
   * Liquibase writes such a name as it is.
   *
   * @param schema quoted where SQL wants it
   */
  private static void refuseQuote(String schema) {
    if (schema.contains("\"\"")) {
      throw new SchemaException(
          Reason.FAILED,
          "The schema "
              + schema
              + " has a quotation mark in its name, which Liquibase does not support: choose another schema.");
    }
  }

  /** A transaction that failed takes no more statements, and ends with its settings. */
  private static void restoreOutsideTransaction(
      Connection connection, Settings before, boolean local, Exception cause) {
    if (!local) {
      try {
        set(connection, before.searchPath(), before.timeZone(), false);
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private static void set(Connection connection, String searchPath, String timeZone, boolean local)
      throws SQLException {
    Sql.query(
        connection,
        "select set_config('search_path', ?, ?), set_config('TimeZone', ?, ?)",
        row -> searchPath,
        searchPath,
        local,
        timeZone,
        local);
  }

  private record Settings(String searchPath, String timeZone, @Nullable String schema) {}
}
