package dev.ticketstore.analytics;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.Tables.TICKET_STATE_SPANS;
import static dev.ticketstore.jooq.types.PortableFunctions.at;
import static dev.ticketstore.jooq.types.PortableFunctions.byCodePoints;
import static dev.ticketstore.jooq.types.PortableFunctions.microsBetween;
import static dev.ticketstore.jooq.types.PortableFunctions.percentile;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.name;

import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** How long tickets stay as they are, and what resolves them. */
final class StateQuestions {

  private static final Field<Instant> STARTED = TICKET_STATE_SPANS.STARTED_AT;
  private static final Field<Instant> ENDED = TICKET_STATE_SPANS.ENDED_AT;

  private final TicketSelection tickets;

  StateQuestions(TicketSelection tickets) {
    this.tickets = tickets;
  }

  List<TimeInState> timeInState(Window window) {
    Field<Instant> from = at(window.from());
    Field<Instant> to = at(window.to());
    Field<Long> micros = field(name("micros"), SQLDataType.BIGINT);
    Field<Integer> ending = field(name("ending"), SQLDataType.INTEGER);
    Field<TicketStatus> state = field(name("state"), TICKET_STATE_SPANS.STATUS.getDataType());
    Condition overlaps = STARTED.lt(to).and(ENDED.isNull().or(ENDED.gt(from)).or(STARTED.ge(from)));
    Field<TicketStatus> status = TICKET_STATE_SPANS.STATUS;
    Field<Integer> stays = count().as("stays");
    Field<Integer> ended = count(ending).as("ended");
    Field<BigDecimal> seconds = Micros.sumOfSeconds(micros).as("seconds");
    Field<BigDecimal> rests = Micros.sumOfRests(micros).as("rests");
    var spans =
        TicketSelection.once(
            DSL.select(
                    status.as(state),
                    DSL.when(ENDED.le(to), DSL.inline(1)).as(ending),
                    microsBetween(greatest(STARTED, from), least(coalesce(ENDED, to), to))
                        .as(micros))
                .from(TICKET_STATE_SPANS)
                .where(overlaps)
                .and(status.isNull().or(status.ne(TicketStatus.RESOLVED)))
                .and(ofSelection()),
            "spans");
    return tickets
        .dsl()
        .select(state, stays, ended, seconds, rests)
        .from(spans)
        .groupBy(state)
        .fetch(
            row ->
                new TimeInState(
                    row.get(state),
                    row.get(stays),
                    row.get(stays) - row.get(ended),
                    Micros.total(row, seconds, rests)))
        .stream()
        .sorted(
            Comparator.comparing(
                TimeInState::status, Comparator.nullsLast(Comparator.naturalOrder())))
        .toList();
  }

  private Condition ofSelection() {
    return tickets.isAll()
        ? DSL.noCondition()
        : TICKET_STATE_SPANS.TICKET_ID.in(
            DSL.select(TICKET_FACTS.TICKET_ID).from(TICKET_FACTS).where(tickets.filter()));
  }

  List<ResolverTotals> resolvers(Window window) {
    Field<ResolvedBy> by = field(name("resolved_by"), TICKET_FACTS.RESOLVED_BY.getDataType());
    Field<String> resolver = field(name("resolver"), SQLDataType.VARCHAR);
    Field<Long> micros = field(name("micros"), SQLDataType.BIGINT);
    Field<Integer> number = count().as("tickets");
    Field<Long> p50 = percentile(micros, 0.5).as("p50");
    var facts =
        name("facts")
            .asMaterialized(
                DSL.select(
                        TICKET_FACTS.RESOLVED_BY.as(by),
                        TICKET_FACTS.RESOLVER.as(resolver),
                        TICKET_FACTS.RESOLVE_MICROS.as(micros))
                    .from(TICKET_FACTS)
                    .where(tickets.resolvedIn(window))
                    .orderBy(micros));
    return tickets
        .dsl()
        .with(facts)
        .select(by, resolver, number, p50)
        .from(facts)
        .groupBy(by, resolver)
        .orderBy(number.desc(), by.asc().nullsFirst(), byCodePoints(resolver).asc().nullsFirst())
        .fetch(
            row ->
                new ResolverTotals(
                    row.get(by), row.get(resolver), row.get(number), Micros.total(row.get(p50))));
  }
}
