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
  OPEN_1_000_000(0, 1_000_000),
  /** Tickets of 10,000 keys in a month, with 3,000,000 events; the last 2,000 are unresolved. */
  MONTH_1_000_000(0, 0);

  private final int resolved;
  private final int open;

  Content(int resolved, int open) {
    this.resolved = resolved;
    this.open = open;
  }

  /** What fills a database that has the schema and nothing else. */
  List<String> statements(boolean sqlite) {
    if (this == MONTH_1_000_000) {
      return month(sqlite, 1_000_000);
    }
    List<String> statements = new ArrayList<>();
    if (resolved > 0) {
      statements.add(insert(sqlite, resolved, "resolved"));
    }
    if (open > 0) {
      statements.add(insert(sqlite, open, "open"));
    }
    return statements;
  }

  /** The trigger writes the first event of each ticket. */
  private static List<String> month(boolean sqlite, int rows) {
    String first = instant(sqlite, "i * 2592000");
    String acknowledged = instant(sqlite, "i * 2592000 + i % 600 * 1000000 + i % 1000");
    String resolved = instant(sqlite, "i * 2592000 + (600 + i * 7919 % 7200) * 1000000 + i % 999983");
    String isOpen = "i > " + (rows - 2_000);
    String tickets =
        "insert into tickets (violation_key, invariant_name, store_id, status, severity, occurrence_count,"
            + " first_seen_at, last_seen_at, acknowledged_at, resolved_at, resolved_by, message, created_at,"
            + " updated_at, episode, previous_id) "
            + numbers(sqlite, rows)
            + "select 'check_' || (i % 20) || ':tikv-' || (i % 10000), 'check_' || (i % 20), 'tikv-' || (i % 10000),"
            + " case when " + isOpen + " then 'acknowledged' else 'resolved' end,"
            + " case i % 10 when 0 then 'critical' when 1 then 'info' else 'warning' end, 1 + i % 50, "
            + first + ", " + first + ", " + acknowledged
            + ", case when " + isOpen + " then null else " + resolved + " end, case when " + isOpen
            + " then null else 'cycle' end, 'p99 latency is 310 ms', " + first + ", " + first
            + ", (i - 1) / 10000 + 1, case when i > 10000 then i - 10000 end from n";
    return List.of(
        tickets, event("acknowledged", "acknowledged_at"), event("resolved", "resolved_at"));
  }

  private static String event(String status, String at) {
    return "insert into ticket_events (ticket_id, violation_key, kind, old_value, new_value, effective_at,"
        + " recorded_at, actor) select id, violation_key, 'status', 'open', '" + status + "', " + at + ", " + at
        + ", 'monitor' from tickets where " + at + " is not null order by id";
  }

  /** So many microseconds after the beginning of 2026. */
  private static String instant(boolean sqlite, String micros) {
    return sqlite
        ? "(strftime('%Y-%m-%dT%H:%M:%S', 1767225600 + (" + micros + ") / 1000000, 'unixepoch')"
            + " || printf('.%06dZ', (" + micros + ") % 1000000))"
        : "(timestamptz '2026-01-01 00:00:00Z' + (" + micros.replace("i *", "i::bigint *") + ") * interval '1 microsecond')";
  }

  private static String numbers(boolean sqlite, int rows) {
    return sqlite
        ? "with recursive n (i) as (select 1 union all select i + 1 from n where i < " + rows + ") "
        : "with n (i) as (select generate_series(1, " + rows + ")) ";
  }

  private static String insert(boolean sqlite, int rows, String status) {
    String instant = sqlite ? "'2026-01-24T23:08:17.123456Z'" : "timestamptz '2026-01-24 23:08:17Z'";
    return "insert into tickets (violation_key, invariant_name, store_id, status, resolved_at,"
        + " message, severity, metric_snapshot, first_seen_at, last_seen_at, created_at,"
        + " updated_at, episode) "
        + numbers(sqlite, rows)
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
