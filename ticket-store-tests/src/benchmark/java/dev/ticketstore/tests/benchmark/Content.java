package dev.ticketstore.tests.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a database holds when a benchmark begins. */
public enum Content {
  EMPTY(0, 0),
  /** Resolved tickets, each of a key of its own. */
  RESOLVED_10_000(10_000, 0),
  RESOLVED_2_000_000(2_000_000, 0),
  /** Unresolved tickets. */
  OPEN_100_000(0, 100_000),
  OPEN_1_000_000(0, 1_000_000);

  private final int resolved;
  private final int open;

  Content(int resolved, int open) {
    this.resolved = resolved;
    this.open = open;
  }

  /** What fills a database that has the schema and nothing else. */
  List<String> statements(boolean sqlite) {
    List<String> statements = new ArrayList<>();
    if (resolved > 0) {
      statements.add(insert(sqlite, resolved, "resolved"));
    }
    if (open > 0) {
      statements.add(insert(sqlite, open, "open"));
    }
    return statements;
  }

  private static String insert(boolean sqlite, int rows, String status) {
    String numbers =
        sqlite
            ? "with recursive n (i) as (select 1 union all select i + 1 from n where i < "
                + rows
                + ") "
            : "with n (i) as (select generate_series(1, " + rows + ")) ";
    String instant = sqlite ? "'2026-01-24T23:08:17.123456Z'" : "timestamptz '2026-01-24 23:08:17Z'";
    return "insert into tickets (violation_key, invariant_name, store_id, status, resolved_at,"
        + " message, severity, metric_snapshot, first_seen_at, last_seen_at, created_at,"
        + " updated_at, episode) "
        + numbers
        + "select 'high_latency:tikv-' || i, 'high_latency', 'tikv-' || i, '"
        + status
        + "', "
        + (status.equals("resolved") ? instant : "null")
        + ", 'p99 latency is 310 ms on tikv-' || i, 'warning', '"
        + Workload.METRICS
        + "', "
        + String.join(", ", Collections.nCopies(4, instant))
        + ", 1 from n";
  }

  String templateName() {
    return "template_" + name().toLowerCase(Locale.ROOT);
  }
}
