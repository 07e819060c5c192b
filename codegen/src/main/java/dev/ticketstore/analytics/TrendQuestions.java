package dev.ticketstore.analytics;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.types.PortableFunctions.at;
import static dev.ticketstore.jooq.types.PortableFunctions.dayOfWeek;
import static dev.ticketstore.jooq.types.PortableFunctions.hourOfDay;
import static dev.ticketstore.jooq.types.PortableFunctions.microsBetween;
import static dev.ticketstore.jooq.types.PortableFunctions.truncate;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.when;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.CaseConditionStep;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record3;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Tickets over time. */
final class TrendQuestions {

  private static final int HOURS = 24;
  private static final Field<Instant> START =
      field(name("bucket_start"), TICKET_FACTS.FIRST_SEEN_AT.getDataType());
  private static final Field<Integer> ARRIVED = field(name("arrived"), SQLDataType.INTEGER);
  private static final Field<Integer> RESOLVED = field(name("resolved"), SQLDataType.INTEGER);

  private final TicketSelection tickets;

  TrendQuestions(TicketSelection tickets) {
    this.tickets = tickets;
  }

  List<TrendBucket> trend(Window window, PeriodUnit unit) {
    Field<BigDecimal> arrivals = DSL.sum(ARRIVED).as("arrivals");
    Field<BigDecimal> resolutions = DSL.sum(RESOLVED).as("resolutions");
    var changes =
        changes(window, unit, TICKET_FACTS.FIRST_SEEN_AT, 1, 0)
            .unionAll(changes(window, unit, TICKET_FACTS.RESOLVED_AT, 0, 1))
            .asTable("changes");
    Map<@Nullable Instant, ? extends Record> found =
        tickets
            .dsl()
            .select(START, arrivals, resolutions)
            .from(changes)
            .groupBy(START)
            .fetchMap(START);
    // Those without a bucket are from before the window.
    @Nullable Record before = found.get(null);
    long unresolved =
        before == null ? 0 : before.get(arrivals).longValue() - before.get(resolutions).longValue();
    List<Instant> starts = window.starts(unit);
    List<TrendBucket> buckets = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      @Nullable Record row = found.get(starts.get(i));
      long arrived = row == null ? 0 : row.get(arrivals).longValue();
      long resolved = row == null ? 0 : row.get(resolutions).longValue();
      unresolved += arrived - resolved;
      buckets.add(
          new TrendBucket(
              i == 0 ? window.from() : starts.get(i),
              i + 1 == starts.size() ? window.to() : starts.get(i + 1),
              arrived,
              resolved,
              unresolved));
    }
    return buckets;
  }

  /** How many tickets have an instant in each bucket of the window, or before it. */
  private Select<Record3<Instant, Integer, Integer>> changes(
      Window window, PeriodUnit unit, Field<Instant> instant, int arrived, int resolved) {
    Field<Instant> bucket =
        when(instant.ge(at(window.from())), truncate(instant, unit.part(), window.zone()));
    return DSL.select(bucket.as(START), inline(arrived).as(ARRIVED), inline(resolved).as(RESOLVED))
        .from(TICKET_FACTS)
        .where(instant.lt(at(window.to())).and(tickets.filter()));
  }

  List<HeatMapCell> heatMap(Window window) {
    Field<Integer> day = dayOfWeek(TICKET_FACTS.FIRST_SEEN_AT, window.zone()).as("day_of_week");
    Field<Integer> hour = hourOfDay(TICKET_FACTS.FIRST_SEEN_AT, window.zone()).as("hour_of_day");
    var seen =
        DSL.select(day, hour).from(TICKET_FACTS).where(tickets.firstSeenIn(window)).asTable("seen");
    Field<Integer> dayOfSeen = field(name("day_of_week"), SQLDataType.INTEGER);
    Field<Integer> hourOfSeen = field(name("hour_of_day"), SQLDataType.INTEGER);
    Field<Integer> number = count().as("tickets");
    int[][] counts = new int[DayOfWeek.values().length][HOURS];
    tickets
        .dsl()
        .select(dayOfSeen, hourOfSeen, number)
        .from(seen)
        .groupBy(dayOfSeen, hourOfSeen)
        .forEach(row -> counts[row.get(dayOfSeen) - 1][row.get(hourOfSeen)] = row.get(number));
    List<HeatMapCell> cells = new ArrayList<>();
    for (DayOfWeek each : DayOfWeek.values()) {
      for (int i = 0; i < HOURS; i++) {
        cells.add(new HeatMapCell(each, i, counts[each.getValue() - 1][i]));
      }
    }
    return cells;
  }

  List<AgeBand> ageing(Instant now, List<Duration> limits) {
    Field<Long> age = microsBetween(TICKET_FACTS.FIRST_SEEN_AT, at(now));
    Field<Integer> band = band(age, limits).as("band");
    Condition acknowledged = TICKET_FACTS.ACKNOWLEDGED_AT.le(at(now));
    var ages =
        DSL.select(band, when(acknowledged, inline(1)).as(ARRIVED))
            .from(TICKET_FACTS)
            .where(
                TICKET_FACTS
                    .FIRST_SEEN_AT
                    .le(at(now))
                    .and(TICKET_FACTS.RESOLVED_AT.isNull().or(TICKET_FACTS.RESOLVED_AT.gt(at(now))))
                    .and(tickets.filter()))
            .asTable("ages");
    Field<Integer> bandOfAge = field(name("band"), SQLDataType.INTEGER);
    Field<Integer> all = count().as("tickets");
    Field<Integer> seen = count(ARRIVED).as("acknowledged");
    Map<Integer, ? extends Record> found =
        tickets
            .dsl()
            .select(bandOfAge, all, seen)
            .from(ages)
            .groupBy(bandOfAge)
            .fetchMap(bandOfAge);
    List<AgeBand> bands = new ArrayList<>();
    for (int i = 0; i <= limits.size(); i++) {
      @Nullable Record row = found.get(i);
      bands.add(
          new AgeBand(
              i == 0 ? Duration.ZERO : limits.get(i - 1),
              i == limits.size() ? null : limits.get(i),
              row == null ? 0 : row.get(all),
              row == null ? 0 : row.get(all) - row.get(seen)));
    }
    return bands;
  }

  /** The number of the first limit above an age. */
  private static Field<Integer> band(Field<Long> age, List<Duration> limits) {
    @Nullable CaseConditionStep<Integer> bands = null;
    for (int i = 0; i < limits.size(); i++) {
      Condition younger = age.lt(inline(Micros.of(limits.get(i))));
      bands = bands == null ? when(younger, inline(i)) : bands.when(younger, inline(i));
    }
    return bands == null ? inline(0) : bands.otherwise(inline(limits.size()));
  }
}
