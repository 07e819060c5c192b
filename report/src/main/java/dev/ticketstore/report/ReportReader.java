package dev.ticketstore.report;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.analytics.AgeBand;
import dev.ticketstore.analytics.GroupBy;
import dev.ticketstore.analytics.HeatMapCell;
import dev.ticketstore.analytics.KeyRanking;
import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.analytics.TicketQuestions;
import dev.ticketstore.analytics.TrendBucket;
import dev.ticketstore.analytics.Window;
import dev.ticketstore.jooq.types.PortableFunctions;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** Reads what a report says. */
public final class ReportReader {

  private static final int WORST = 100;

  private static final int TOP = 15;

  private static final Duration SOON = Duration.ofDays(1);

  private static final List<Duration> RESOLVE_LIMITS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(8),
          Duration.ofDays(1),
          Duration.ofDays(7));

  private static final Duration[] AGE_LIMITS = {
    Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30)
  };

  private static final Condition UNRESOLVED = TICKETS.STATUS.ne(TicketStatus.RESOLVED);

  private final DSLContext context;
  private final TicketQuestions questions;
  private final Window window;
  private final Instant now;

  private ReportReader(DSLContext context, Window window, Instant now) {
    this.context = context;
    this.questions = new TicketQuestions(context);
    this.window = window;
    this.now = now;
  }

  /**
   * Reads the report of some time. Durations are those of tickets that began in it.
   *
   * @param context of one snapshot, such as {@code TicketStore.read} gives
   * @param now until when unresolved tickets have their age
   */
  public static ReportData read(DSLContext context, Window window, Instant now) {
    return new ReportReader(context, window, now).report();
  }

  private ReportData report() {
    PeriodUnit unit = unit();
    List<TrendBucket> trend = questions.trend(window, unit);
    return new ReportData(
        "Tickets",
        window.from(),
        window.to(),
        window.zone(),
        now,
        unit,
        new Headlines(context, window, trend).list(),
        unresolved(),
        context.fetchCount(TICKETS, UNRESOLVED),
        trend.stream()
            .map(
                each ->
                    new ReportData.Flow(
                        each.start(), each.arrivals(), each.resolutions(), each.unresolvedAtEnd()))
            .toList(),
        resolveTimes(),
        invariants(),
        questions.topKeys(window, KeyRanking.OCCURRENCES, TOP).stream()
            .map(
                each ->
                    new ReportData.Key(
                        each.violationKey(), each.episodes(), each.occurrences(), each.time()))
            .toList(),
        questions.flappingKeys(window, SOON, TOP).stream()
            .map(
                each ->
                    new ReportData.Flapping(
                        each.violationKey(), each.returns(), each.shortestGap()))
            .toList(),
        heat(),
        questions.ageing(now, AGE_LIMITS).stream()
            .map(band -> new ReportData.Band(label(band), band.tickets()))
            .toList());
  }

  /** Some tens of bars. */
  private PeriodUnit unit() {
    long days = Duration.between(window.from(), window.to()).toDays();
    if (days <= 2) {
      return PeriodUnit.HOUR;
    }
    if (days <= 62) {
      return PeriodUnit.DAY;
    }
    return days <= 400 ? PeriodUnit.WEEK : PeriodUnit.MONTH;
  }

  private List<ReportData.Unresolved> unresolved() {
    return context
        .selectFrom(TICKETS)
        .where(UNRESOLVED)
        .orderBy(TICKETS.SEVERITY.desc(), TICKETS.FIRST_SEEN_AT, TICKETS.ID)
        .limit(WORST)
        .fetch(
            row ->
                new ReportData.Unresolved(
                    row.getId(),
                    row.getViolationKey(),
                    row.getSeverityName(),
                    row.getStatus(),
                    row.getHeld(),
                    Duration.between(row.getFirstSeenAt(), now),
                    row.getOccurrenceCount(),
                    row.getMessage(),
                    row.getDiagnosis(),
                    row.getAssignee()));
  }

  /**
   * Of the tickets that were resolved in the time. SQLite would compute each duration for each
   * band.
   */
  private List<ReportData.Band> resolveTimes() {
    Field<Long> micros = field(name("micros"), TICKET_FACTS.RESOLVE_MICROS.getDataType());
    List<String> labels = new ArrayList<>();
    List<Field<Integer>> counts = new ArrayList<>();
    Condition above = micros.isNotNull();
    for (Duration limit : RESOLVE_LIMITS) {
      labels.add("≤ " + Texts.duration(limit));
      counts.add(count().filterWhere(above.and(micros.le(micros(limit)))));
      above = micros.gt(micros(limit));
    }
    labels.add("> " + Texts.duration(RESOLVE_LIMITS.get(RESOLVE_LIMITS.size() - 1)));
    counts.add(count().filterWhere(above));
    var facts =
        name("facts")
            .asMaterialized(
                select(TICKET_FACTS.RESOLVE_MICROS.as(micros))
                    .from(TICKET_FACTS)
                    .where(resolvedIn(window)));
    Record row = context.with(facts).select(counts).from(facts).fetchSingle();
    List<ReportData.Band> bands = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      bands.add(new ReportData.Band(labels.get(i), row.get(i, Long.class)));
    }
    return bands;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  /** Tickets that were resolved in some time, as the index has them that holds no others. */
  static Condition resolvedIn(Window time) {
    return TICKET_FACTS
        .STATUS
        .eq(TicketStatus.RESOLVED)
        .and(TICKET_FACTS.RESOLVED_AT.ge(PortableFunctions.at(time.from())))
        .and(TICKET_FACTS.RESOLVED_AT.lt(PortableFunctions.at(time.to())));
  }

  private List<ReportData.Invariant> invariants() {
    return questions.timeToResolve(window, GroupBy.invariant()).stream()
        .map(
            each ->
                new ReportData.Invariant(
                    String.valueOf(each.group()),
                    each.count() + each.pending(),
                    each.pending(),
                    each.p50(),
                    each.p95()))
        .sorted(
            Comparator.comparingLong(ReportData.Invariant::tickets)
                .reversed()
                .thenComparing(ReportData.Invariant::name))
        .limit(TOP)
        .toList();
  }

  /** The cells come by day and hour. */
  private List<List<Long>> heat() {
    List<Long> cells = questions.heatMap(window).stream().map(HeatMapCell::tickets).toList();
    List<List<Long>> rows = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      rows.add(cells.subList(24 * day, 24 * day + 24));
    }
    return rows;
  }

  private static String label(AgeBand band) {
    return band.to() == null
        ? "≥ " + Texts.duration(band.from())
        : "< " + Texts.duration(band.to());
  }
}
