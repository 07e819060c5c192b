package dev.ticketstore.report;

import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A report whose texts a page could stumble over. */
final class Sample {

  private Sample() {}

  static ReportData report() {
    SplittableRandom random = new SplittableRandom(7);
    Instant from = Instant.parse("2026-11-15T23:00:00Z");
    List<ReportData.Flow> flow =
        IntStream.range(0, 7)
            .mapToObj(
                day ->
                    new ReportData.Flow(
                        from.plus(Duration.ofDays(day)),
                        random.nextLong(5, 60),
                        random.nextLong(5, 55),
                        random.nextLong(10, 40)))
            .toList();
    return new ReportData(
        "Tickets",
        from,
        from.plus(Duration.ofDays(7)),
        ZoneId.of("Europe/Berlin"),
        from.plus(Duration.ofHours(175)),
        PeriodUnit.DAY,
        List.of(
            new ReportData.Headline("Opened", "214", "+12 %", ReportData.Trend.WORSE),
            new ReportData.Headline("Resolved", "209", "+9 %", ReportData.Trend.NEUTRAL),
            new ReportData.Headline(
                "Unresolved at the end", "31", "5 more", ReportData.Trend.WORSE),
            new ReportData.Headline(
                "Half acknowledged within", "4 min 10 s", "-31 %", ReportData.Trend.BETTER),
            new ReportData.Headline(
                "Half resolved within", "38 min", "0 %", ReportData.Trend.NEUTRAL),
            new ReportData.Headline(
                "Resolved by cycles", "81 %", "+2 points", ReportData.Trend.NEUTRAL)),
        List.of(
            new ReportData.Unresolved(
                4711,
                "store_down:tikv-3",
                Severity.CRITICAL,
                TicketStatus.ACKNOWLEDGED,
                true,
                Duration.ofHours(53),
                3180,
                "no heartbeat for 61.5 s",
                "disk full on /data; node drained",
                "ann"),
            new ReportData.Unresolved(
                4720,
                "high_latency:</script><b>tidb-0",
                Severity.WARNING,
                TicketStatus.OPEN,
                false,
                Duration.ofMinutes(95),
                44,
                "p99 is <b>1.2 s</b> & rising",
                null,
                null),
            new ReportData.Unresolved(
                4722,
                "clock_drift",
                Severity.INFO,
                TicketStatus.DIAGNOSED,
                false,
                Duration.ofSeconds(40),
                1,
                "clock differs by 310 ms",
                "ntp restarted",
                null)),
        23,
        flow,
        List.of(
            new ReportData.Band("≤ 5 min", 61), new ReportData.Band("≤ 30 min", 80),
            new ReportData.Band("≤ 2 h", 42), new ReportData.Band("≤ 8 h", 19),
            new ReportData.Band("≤ 1 d", 5), new ReportData.Band("> 1 d", 2)),
        List.of(
            new ReportData.Invariant(
                "store_down", 12, 1, Duration.ofMinutes(21), Duration.ofHours(9)),
            new ReportData.Invariant(
                "high_latency", 180, 20, Duration.ofMinutes(38), Duration.ofHours(3)),
            new ReportData.Invariant("clock_drift", 22, 2, null, null)),
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new ReportData.Key(
                        "high_latency:tidb-a-rather-long-name-of-a-store-" + i,
                        9 - i,
                        4000 - 450L * i,
                        Duration.ofHours(60 - i)))
            .toList(),
        List.of(
            new ReportData.Flapping("region_unhealthy:tikv-1", 9, Duration.ofMinutes(12)),
            new ReportData.Flapping("high_latency:tidb-2", 4, Duration.ofHours(3))),
        IntStream.range(0, 7)
            .mapToObj(
                day ->
                    LongStream.range(0, 24)
                        .map(
                            hour ->
                                hour > 7 && hour < 19
                                    ? random.nextLong(0, 14)
                                    : random.nextLong(0, 3))
                        .boxed()
                        .toList())
            .toList(),
        List.of(
            new ReportData.Band("< 1 h", 3), new ReportData.Band("< 1 d", 12),
            new ReportData.Band("< 7 d", 7), new ReportData.Band("≥ 7 d", 1)));
  }
}
