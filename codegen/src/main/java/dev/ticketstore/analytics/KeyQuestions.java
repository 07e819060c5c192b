package dev.ticketstore.analytics;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.CYCLE_OBSERVATIONS;
import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.types.PortableFunctions.at;
import static dev.ticketstore.jooq.types.PortableFunctions.byCodePoints;
import static dev.ticketstore.jooq.types.PortableFunctions.microsBetween;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Which keys stand out. */
final class KeyQuestions {

  private static final Field<String> KEY = TICKET_FACTS.VIOLATION_KEY;
  private static final Field<Long> CYCLE = field(name("cycle_id"), SQLDataType.BIGINT);
  private static final Field<Integer> CYCLES = field(name("cycles"), SQLDataType.INTEGER);

  private final TicketSelection tickets;

  KeyQuestions(TicketSelection tickets) {
    this.tickets = tickets;
  }

  List<KeyTotals> top(Window window, KeyRanking ranking, int limit) {
    Field<Instant> end = at(window.to());
    Field<Instant> resolved = least(coalesce(TICKET_FACTS.RESOLVED_AT, end), end);
    Field<Integer> episodes = count().as("episodes");
    Field<Integer> unresolved =
        count().filterWhere(TICKET_FACTS.RESOLVED_AT.isNull()).as("unresolved");
    Field<BigDecimal> occurrences = sum(TICKET_FACTS.OCCURRENCE_COUNT).as("occurrences");
    Field<BigDecimal> time =
        sum(microsBetween(TICKET_FACTS.FIRST_SEEN_AT, resolved)).as("unresolved_time");
    Field<String> invariant = min(TICKET_FACTS.INVARIANT_NAME).as("invariant");
    Field<String> storeId = min(TICKET_FACTS.STORE_ID).as("store");
    Field<?> rank =
        switch (ranking) {
          case EPISODES -> episodes;
          case OCCURRENCES -> occurrences;
          case TIME -> time;
        };
    return tickets
        .dsl()
        .select(KEY, invariant, storeId, episodes, unresolved, occurrences, time)
        .from(TICKET_FACTS)
        .where(tickets.firstSeenIn(window))
        .groupBy(KEY)
        .orderBy(rank.desc(), KEY)
        .limit(inline(limit))
        .fetch(
            row ->
                new KeyTotals(
                    row.get(KEY),
                    row.get(invariant),
                    row.get(storeId),
                    row.get(episodes),
                    row.get(unresolved),
                    row.get(occurrences).longValueExact(),
                    Micros.total(row.get(time))));
  }

  List<FlappingKey> flapping(Window window, Duration within, int limit) {
    Field<Integer> returns = count().as("returns");
    Field<Long> shortest = min(TICKET_FACTS.GAP_MICROS).as("shortest");
    Field<String> invariant = min(TICKET_FACTS.INVARIANT_NAME).as("invariant");
    Field<String> storeId = min(TICKET_FACTS.STORE_ID).as("store");
    return tickets
        .dsl()
        .select(KEY, invariant, storeId, returns, shortest)
        .from(TICKET_FACTS)
        .where(tickets.firstSeenIn(window))
        .and(TICKET_FACTS.GAP_MICROS.le(inline(Micros.of(within))))
        .groupBy(KEY)
        .orderBy(returns.desc(), KEY)
        .limit(inline(limit))
        .fetch(
            row ->
                new FlappingKey(
                    row.get(KEY),
                    row.get(invariant),
                    row.get(storeId),
                    row.get(returns),
                    Micros.total(row.get(shortest))));
  }

  List<KeyPair> coOccurrence(Window window, int limit) {
    Field<String> key = field(name("violation_key"), SQLDataType.VARCHAR);
    Field<Integer> together = field(name("together"), SQLDataType.INTEGER);
    Field<String> first = field(name("first_key"), SQLDataType.VARCHAR);
    Field<String> second = field(name("second_key"), SQLDataType.VARCHAR);
    var reported = name("reported").asMaterialized(reported(window, key));
    var one = reported.as("one");
    var two = reported.as("two");
    var pairs =
        name("pairs")
            .as(
                DSL.select(
                        one.field(key).as(first), two.field(key).as(second), count().as(together))
                    .from(one)
                    .join(two)
                    .on(one.field(CYCLE).eq(two.field(CYCLE)))
                    .and(one.field(key).lt(two.field(key)))
                    .groupBy(one.field(key), two.field(key))
                    .orderBy(together.desc(), one.field(key), two.field(key))
                    .limit(inline(limit)));
    var totals =
        name("totals")
            .asMaterialized(DSL.select(key, count().as(CYCLES)).from(reported).groupBy(key));
    var ofFirst = totals.as("of_first");
    var ofSecond = totals.as("of_second");
    Field<Integer> firsts = ofFirst.field(CYCLES).as("firsts");
    Field<Integer> seconds = ofSecond.field(CYCLES).as("seconds");
    return tickets
        .dsl()
        .with(reported, pairs, totals)
        .select(first, second, together, firsts, seconds)
        .from(pairs)
        .join(ofFirst)
        .on(ofFirst.field(key).eq(first))
        .join(ofSecond)
        .on(ofSecond.field(key).eq(second))
        .orderBy(together.desc(), first, second)
        .fetch(
            row ->
                new KeyPair(
                    row.get(first),
                    row.get(second),
                    row.get(together),
                    row.get(firsts) - row.get(together),
                    row.get(seconds) - row.get(together)));
  }

  /** Each key that a cycle reported, once. */
  private Select<Record2<Long, String>> reported(Window window, Field<String> key) {
    return DSL.selectDistinct(
            CYCLE_OBSERVATIONS.CYCLE_ID.as(CYCLE),
            byCodePoints(CYCLE_OBSERVATIONS.VIOLATION_KEY).as(key))
        .from(CHECK_CYCLES)
        .join(CYCLE_OBSERVATIONS)
        .on(CYCLE_OBSERVATIONS.CYCLE_ID.eq(CHECK_CYCLES.ID))
        .where(CHECK_CYCLES.STARTED_AT.ge(at(window.from())))
        .and(CHECK_CYCLES.STARTED_AT.lt(at(window.to())))
        .and(ofSelection());
  }

  private Condition ofSelection() {
    return tickets.isAll()
        ? DSL.noCondition()
        : CYCLE_OBSERVATIONS.VIOLATION_KEY.in(
            DSL.select(KEY).from(TICKET_FACTS).where(tickets.filter()));
  }
}
