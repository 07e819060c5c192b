package dev.ticketstore.tests.migration;

import dev.ticketstore.contract.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Resolved tickets; those of {@link #fill(TestDatabase)} take over 8 MiB, which counts as large.
 */
final class LargeTable {

  private LargeTable() {}

  static void fill(TestDatabase database) throws SQLException {
    fill(database, 60_000);
  }

  static void fill(TestDatabase database, int rows) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < %2$d)
          insert into tickets (violation_key, invariant_name, status, first_seen_at, last_seen_at, resolved_at, message)
          select 'high_latency', 'high_latency', 'resolved', %1$s, %1$s, %1$s,
              'p99 latency is 1.2 s, over the 0.5 s that were agreed upon, for over ten minutes'
          from numbers
          """
              .formatted(
                  database.isSqlite()
                      ? "'2026-01-24T23:08:17.000000Z'"
                      : "cast('2026-01-24T23:08:17Z' as timestamptz)",
                  rows));
    }
  }
}
