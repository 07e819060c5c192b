package dev.ticketstore.tests.costs;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The bytes that a call writes to PostgreSQL's log: the fewest of some calls, as the server only
 * adds some of its own, and whole pages after a checkpoint.
 *
 * @param observer another connection to the server
 */
record WrittenLog(Connection observer) implements Meter {

  @Override
  public Map<String, String> measure(int calls, IntConsumer call) {
    long fewest = Long.MAX_VALUE;
    for (int i = 0; i < calls; i++) {
      long before = position();
      call.accept(i);
      fewest = Math.min(fewest, position() - before);
    }
    return Map.of("WAL bytes", String.valueOf(fewest));
  }

  private long position() {
    try (Statement statement = observer.createStatement();
        ResultSet row =
            statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
