package dev.ticketstore.report;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static org.jooq.impl.DSL.count;

import dev.ticketstore.analytics.DurationStatistics;
import dev.ticketstore.analytics.GroupBy;
import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.analytics.TicketQuestions;
import dev.ticketstore.analytics.TrendBucket;
import dev.ticketstore.analytics.Window;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.report.ReportData.Headline;
import dev.ticketstore.report.ReportData.Trend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The numbers on top of a report, against the same length of time before. */
final class Headlines {

  private final DSLContext context;
  private final TicketQuestions questions;
  private final Window window;
  private final Window before;
  private final List<TrendBucket> trend;
  private final List<TrendBucket> trendBefore;

  Headlines(DSLContext context, Window window, List<TrendBucket> trend) {
    this.context = context;
    this.questions = new TicketQuestions(context);
    this.window = window;
    this.trend = trend;
    this.before =
        new Window(
            window.from().minus(Duration.between(window.from(), window.to())),
            window.from(),
            window.zone());
    this.trendBefore = questions.trend(before, PeriodUnit.MONTH);
  }

  List<Headline> list() {
    long opened = sum(trend, TrendBucket::arrivals);
    long resolved = sum(trend, TrendBucket::resolutions);
    return List.of(
        new Headline(
            "Opened",
            Texts.number(opened),
            percent(opened, sum(trendBefore, TrendBucket::arrivals)),
            trend(opened, sum(trendBefore, TrendBucket::arrivals))),
        new Headline(
            "Resolved",
            Texts.number(resolved),
            percent(resolved, sum(trendBefore, TrendBucket::resolutions)),
            Trend.NEUTRAL),
        unresolved(),
        median(
            "Half acknowledged within",
            questions.timeToAcknowledge(window, GroupBy.nothing()),
            questions.timeToAcknowledge(before, GroupBy.nothing())),
        median(
            "Half resolved within",
            questions.timeToResolve(window, GroupBy.nothing()),
            questions.timeToResolve(before, GroupBy.nothing())),
        byCycles());
  }

  private static long sum(List<TrendBucket> buckets, ToLongFunction<TrendBucket> value) {
    return buckets.stream().mapToLong(value).sum();
  }

  private Headline unresolved() {
    long now = trend.get(trend.size() - 1).unresolvedAtEnd();
    long then = trendBefore.get(trendBefore.size() - 1).unresolvedAtEnd();
    String change =
        now == then
            ? "as before"
            : Texts.number(Math.abs(now - then)) + (now > then ? " more" : " fewer");
    Trend trend = now > then ? Trend.WORSE : now < then ? Trend.BETTER : Trend.NEUTRAL;
    return new Headline("Unresolved at the end", Texts.number(now), change, trend);
  }

  private static Headline median(
      String label, List<DurationStatistics> now, List<DurationStatistics> then) {
    @Nullable Duration median = p50(now);
    @Nullable Duration other = p50(then);
    if (median == null || other == null) {
      String change = median == null ? "none was" : "none before";
      return new Headline(label, Texts.duration(median), change, Trend.NEUTRAL);
    }
    return new Headline(
        label,
        Texts.duration(median),
        percent(median.toNanos(), other.toNanos()),
        trend(median.toNanos(), other.toNanos()));
  }

  private static @Nullable Duration p50(List<DurationStatistics> all) {
    return all.stream()
        .map(DurationStatistics::p50)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Headline byCycles() {
    @Nullable Long now = share(window);
    @Nullable Long then = share(before);
    String label = "Resolved by cycles";
    if (now == null || then == null) {
      return new Headline(
          label,
          now == null ? "–" : now + " %",
          now == null ? "none was" : "none before",
          Trend.NEUTRAL);
    }
    String change =
        now.equals(then)
            ? "as before"
            : (now > then ? "+" : "-") + Math.abs(now - then) + " points";
    return new Headline(label, now + " %", change, Trend.NEUTRAL);
  }

  /**
   * In percent; null if none was resolved. The question for resolvers would look up the name of
   * each, which takes almost three times as long.
   */
  private @Nullable Long share(Window time) {
    Map<@Nullable ResolvedBy, Integer> resolved =
        context
            .select(TICKET_FACTS.RESOLVED_BY, count())
            .from(TICKET_FACTS)
            .where(ReportReader.resolvedIn(time))
            .groupBy(TICKET_FACTS.RESOLVED_BY)
            .fetchMap(TICKET_FACTS.RESOLVED_BY, count());
    long all = resolved.values().stream().mapToLong(Integer::longValue).sum();
    long cycles = resolved.getOrDefault(ResolvedBy.CYCLE, 0);
    return all == 0 ? null : Math.round(100.0 * cycles / all);
  }

  private static String percent(long now, long then) {
    if (then == 0) {
      return now == 0 ? "as before" : "none before";
    }
    long change = Math.round(100.0 * (now - then) / then);
    return change == 0 ? "as before" : (change > 0 ? "+" : "") + change + " %";
  }

  /** Fewer is better; none before is no measure. */
  private static Trend trend(long now, long then) {
    return now == then || then == 0 ? Trend.NEUTRAL : now > then ? Trend.WORSE : Trend.BETTER;
  }
}
