package dev.ticketstore.tests.costs;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A time in which PostgreSQL vacuums nothing by itself. It would write to the log of the whole
 * server, and free room in pages to which rows then move, which writes to every index.
 */
record WithoutAutovacuum(Connection connection) implements AutoCloseable {

  WithoutAutovacuum {
    execute(connection, "alter system set autovacuum = off");
    execute(connection, "select pg_reload_conf()");
    execute(
        connection,
        "do $$ begin while exists "
            + "(select from pg_stat_activity where backend_type like 'autovacuum%') "
            + "loop perform pg_sleep(0.05), pg_stat_clear_snapshot(); end loop; end $$");
  }

  private static void execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    execute(connection, "alter system reset autovacuum");
    execute(connection, "select pg_reload_conf()");
  }
}
