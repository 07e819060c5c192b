package dev.ticketstore.analytics;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.types.PortableFunctions.at;
import static dev.ticketstore.jooq.types.PortableFunctions.byCodePoints;
import static dev.ticketstore.jooq.types.PortableFunctions.microsBetween;
import static dev.ticketstore.jooq.types.PortableFunctions.percentile;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record4;
import org.jooq.SelectOrderByStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** How long steps took, and whether in time. */
final class DurationQuestions {

  private static final Field<String> GROUP = field(name("grouping"), SQLDataType.VARCHAR);
  private static final Field<Instant> PERIOD =
      field(name("period_start"), TICKET_FACTS.FIRST_SEEN_AT.getDataType());
  private static final Field<Long> MICROS = field(name("micros"), SQLDataType.BIGINT);
  private static final Field<Long> AGE = field(name("age"), SQLDataType.BIGINT);

  private final TicketSelection tickets;

  DurationQuestions(TicketSelection tickets) {
    this.tickets = tickets;
  }

  List<DurationStatistics> statistics(Field<Long> micros, Window window, GroupBy by) {
    Field<Integer> taken = count(MICROS).as("taken");
    Field<Integer> pending = counted(MICROS.isNull().and(AGE.isNotNull())).as("pending");
    Field<Integer> skipped = counted(MICROS.isNull().and(AGE.isNull())).as("skipped");
    Field<BigDecimal> seconds = Micros.sumOfSeconds(MICROS).as("seconds");
    Field<BigDecimal> rests = Micros.sumOfRests(MICROS).as("rests");
    Field<Long> p50 = percentile(MICROS, 0.5).as("p50");
    Field<Long> p90 = percentile(MICROS, 0.9).as("p90");
    Field<Long> p95 = percentile(MICROS, 0.95).as("p95");
    Field<Long> p99 = percentile(MICROS, 0.99).as("p99");
    // In order, as SQLite sorts the values of a group by inserting each, and its cache is small.
    var facts =
        name("facts").asMaterialized(facts(micros, window.to(), window, by).orderBy(MICROS));
    return tickets
        .dsl()
        .with(facts)
        .select(GROUP, PERIOD, taken, pending, skipped, seconds, rests, p50, p90, p95, p99)
        .from(facts)
        .groupBy(GROUP, PERIOD)
        .orderBy(PERIOD, byCodePoints(GROUP).asc().nullsFirst())
        .fetch(
            row ->
                new DurationStatistics(
                    row.get(GROUP),
                    row.get(PERIOD),
                    row.get(taken),
                    row.get(pending),
                    row.get(skipped),
                    mean(Micros.total(row, seconds, rests), row.get(taken)),
                    Micros.duration(row.get(p50)),
                    Micros.duration(row.get(p90)),
                    Micros.duration(row.get(p95)),
                    Micros.duration(row.get(p99))));
  }

  List<ObjectiveResult> objective(
      Field<Long> micros, Duration objective, Instant now, Window window, GroupBy by) {
    Field<Long> limit = DSL.inline(Micros.of(objective));
    Field<Integer> total = count().as("total");
    Field<Integer> met = counted(MICROS.le(limit)).as("met");
    Field<Integer> breached = counted(MICROS.gt(limit)).as("breached");
    Field<Integer> overdue = counted(MICROS.isNull().and(AGE.gt(limit))).as("overdue");
    Field<Integer> pending = counted(MICROS.isNull().and(AGE.le(limit))).as("pending");
    var facts = TicketSelection.once(facts(micros, now, window, by), "facts");
    return tickets
        .dsl()
        .select(GROUP, PERIOD, total, met, breached, overdue, pending)
        .from(facts)
        .groupBy(GROUP, PERIOD)
        .orderBy(PERIOD, byCodePoints(GROUP).asc().nullsFirst())
        .fetch(
            row ->
                new ObjectiveResult(
                    row.get(GROUP),
                    row.get(PERIOD),
                    row.get(total),
                    row.get(met),
                    row.get(breached),
                    row.get(overdue),
                    row.get(pending)));
  }

  /** A row for each ticket first seen in the window; one that is resolved has no age. */
  private SelectOrderByStep<Record4<String, Instant, Long, Long>> facts(
      Field<Long> micros, Instant now, Window window, GroupBy by) {
    return DSL.select(
            by.group().as(GROUP),
            by.period(window.zone()).as(PERIOD),
            micros.as(MICROS),
            DSL.when(
                    TICKET_FACTS.RESOLVED_AT.isNull(),
                    microsBetween(TICKET_FACTS.FIRST_SEEN_AT, at(now)))
                .as(AGE))
        .from(TICKET_FACTS)
        .where(tickets.firstSeenIn(window));
  }

  private static Field<Integer> counted(Condition condition) {
    return count().filterWhere(condition);
  }

  private static @Nullable Duration mean(Duration total, int count) {
    return count == 0 ? null : total.dividedBy(count).truncatedTo(ChronoUnit.MICROS);
  }
}
