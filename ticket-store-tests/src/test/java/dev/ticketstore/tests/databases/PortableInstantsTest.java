package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static dev.ticketstore.jooq.types.PortableFunctions.at;
import static dev.ticketstore.jooq.types.PortableFunctions.now;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.values;
import static org.jooq.impl.DSL.when;

import dev.ticketstore.model.TicketStatus;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * jOOQ's expressions over instants, each right on every database or refused.
 *
 * <p>What stays wrong on SQLite: plain SQL templates, such as {@code field("first_seen_at >
 * current_timestamp")}, and instants that another program has stored in a form of its own, which
 * compare as text. A cast to a string has the text of each database.
 */
class PortableInstantsTest extends ExpressionMatrix {

  private static final Field<Instant> FIRST = TICKETS.FIRST_SEEN_AT;
  private static final Field<Instant> LAST = TICKETS.LAST_SEEN_AT;
  private static final Field<Instant> RESOLVED = TICKETS.RESOLVED_AT;

  /** Between the rows, with fewer digits than they have, and finer than a microsecond. */
  private static final Instant T = Instant.parse("2026-01-24T23:59:59.9Z");

  private static final Instant NANOS = T.plusNanos(999);

  @Test
  void comparisons() {
    holds("eq", FIRST.eq(T), row -> row.first().equals(T));
    holds("eq of finer", FIRST.eq(NANOS), row -> row.first().equals(T));
    holds("ne", FIRST.ne(T), row -> !row.first().equals(T));
    holds("gt val", FIRST.gt(val(T)), row -> row.first().isAfter(T));
    holds("ge", FIRST.ge(T), row -> !row.first().isBefore(T));
    holds("lt inline", FIRST.lt(inline(T)), row -> row.first().isBefore(T));
    holds("val gt column", val(T).gt(FIRST), row -> T.isAfter(row.first()));
    holds(
        "between",
        FIRST.between(val(T), val(T.plusSeconds(1))),
        row -> !row.first().isBefore(T) && !row.first().isAfter(T.plusSeconds(1)));
    holds("in", FIRST.in(T, Instant.EPOCH), row -> row.first().equals(T));
    holds("in fields", FIRST.in(val(T), LAST), row -> row.first().equals(T));
    holds("in select", FIRST.in(select(val(T))), row -> row.first().equals(T));
    holds(
        "row in",
        row(FIRST, TICKETS.STATUS).in(List.of(row(T, TicketStatus.ACKNOWLEDGED))),
        row -> row.first().equals(T));
    holds("row gt", row(FIRST, TICKETS.ID).gt(T, 1L), row -> !row.first().isBefore(T));
    holds("column gt column", LAST.gt(FIRST), row -> row.last().isAfter(row.first()));
    holds("distinct from", RESOLVED.isDistinctFrom(T), row -> !T.equals(row.resolved()));
    holds("gt currentInstant", FIRST.gt(currentInstant()), row -> false);
    holds("lt currentInstant", FIRST.lt(currentInstant()), row -> true);
    holds("gt now", RESOLVED.gt(now()), row -> row.id() == 5);
    holds(
        "OffsetDateTime",
        FIRST.coerce(OffsetDateTime.class).eq(T.atOffset(ZoneOffset.ofHours(9))),
        row -> row.first().equals(T));
    holds(
        "gt current offset",
        FIRST.gt(DSL.currentOffsetDateTime().coerce(Instant.class)),
        row -> false);
    refused("like", select(FIRST).from(TICKETS).where(FIRST.like("2026%")));
    refused("like val", select(FIRST).from(TICKETS).where(FIRST.like(val("2026%"))));
    fails("any of an array", context -> context.fetch(TICKETS, FIRST.eq(DSL.any(T, NANOS))));
    allHold(23);
  }

  @Test
  void valuesOfTheCallers() {
    right("val", val(T).as("t"), row -> T);
    right("val of finer", val(NANOS).as("t"), row -> T);
    right("at", at(NANOS), row -> T);
    right("null", val((Instant) null, RESOLVED), row -> null);
    right("castNull", coalesce(DSL.castNull(Instant.class), FIRST), Row::first);
    right("cast to itself", FIRST.cast(Instant.class), Row::first);
    right("cast of val", DSL.cast(T, Instant.class), row -> T);
    right("greatest", greatest(FIRST, val(T)), row -> later(row.first(), T));
    right("least", least(FIRST, inline(T), LAST), row -> row.first().isAfter(T) ? T : row.first());
    right("coalesce", coalesce(RESOLVED, val(T)), row -> or(row.resolved(), T));
    right("nvl", DSL.nvl(RESOLVED, T), row -> or(row.resolved(), T));
    right("nullif", DSL.nullif(FIRST, T), row -> row.first().equals(T) ? null : row.first());
    right(
        "case", when(TICKETS.ID.gt(3L), T).otherwise(FIRST), row -> row.id() > 3 ? T : row.first());
    right(
        "case greater",
        when(DSL.nvl(RESOLVED, T).gt(FIRST), inline(1)).otherwise(inline(0)),
        row -> or(row.resolved(), T).isAfter(row.first()) ? 1 : 0);
    right(
        "choose", DSL.choose(FIRST).when(T, 1).otherwise(0), row -> row.first().equals(T) ? 1 : 0);
    right("values", select().from(values(row(T), row(NANOS)).as("v", "a")), List.of(T, T));
    right(
        "union", select(FIRST).from(TICKETS).where(FIRST.eq(T)).union(select(val(T))), List.of(T));
    right("unnest", select().from(DSL.unnest(new Instant[] {T})), List.of(T));
    right("order by val", select(val(T).as("t")).orderBy(1), List.of(T));
    right(
        "order by coalesce",
        select(TICKETS.ID).from(TICKETS).orderBy(coalesce(RESOLVED, val(T)), TICKETS.ID),
        ROWS.stream()
            .sorted(Comparator.comparing((Row row) -> or(row.resolved(), T)).thenComparing(Row::id))
            .map(Row::id)
            .toList());
    right(
        "OffsetDateTime of a column",
        FIRST.cast(OffsetDateTime.class),
        row -> row.first().atOffset(ZoneOffset.UTC));
    right(
        "coerce", FIRST.coerce(OffsetDateTime.class), row -> row.first().atOffset(ZoneOffset.UTC));
    if (database.isSqlite()) {
      refused("cast of text", val("2026-01-24T00:00:00Z").cast(Instant.class));
      refused(
          "coerce of a timestamp",
          val(Timestamp.from(T)).cast(Timestamp.class).coerce(Instant.class));
    }
    allHold(database.isSqlite() ? 24 : 22);
  }

  @Test
  void aggregatesAndNesting() {
    right(
        "max",
        select(max(FIRST)).from(TICKETS),
        List.of(all(Row::first).max(Comparator.naturalOrder()).orElseThrow()));
    right("min", select(min(greatest(FIRST, val(T)))).from(TICKETS), List.of(T));
    right("count distinct", select(DSL.countDistinct(FIRST)).from(TICKETS), List.of(5));
    right(
        "distinct",
        selectDistinct(greatest(FIRST, val(T.plusSeconds(9)))).from(TICKETS),
        List.of(T.plusSeconds(9)));
    right("filter", select(DSL.count().filterWhere(FIRST.gt(val(T)))).from(TICKETS), List.of(1));
    right(
        "lag",
        select(DSL.lag(FIRST, 1, T).over(DSL.orderBy(TICKETS.ID)))
            .from(TICKETS)
            .orderBy(TICKETS.ID),
        Stream.concat(Stream.of(T), all(Row::first).limit(4)).toList());
    right("row", row(TICKETS.ID, FIRST), row -> List.of(row.id(), row.first()));
    right(
        "multiset",
        select(
            multiset(
                select(FIRST, RESOLVED).from(TICKETS).where(FIRST.ge(val(T))).orderBy(TICKETS.ID))),
        List.of(List.of(Arrays.asList(ROWS.get(0).first(), null), Arrays.asList(T, null))));
    right(
        "multisetAgg",
        select(DSL.multisetAgg(FIRST).orderBy(TICKETS.ID)).from(TICKETS),
        List.of(all(Row::first).map(List::of).toList()));
    right(
        "table as a field",
        select(TICKETS).from(TICKETS).where(TICKETS.ID.eq(1L)).getQuery(),
        Collections.singletonList(
            store.<Object>read(
                context -> context.fetchSingle(TICKETS, TICKETS.ID.eq(1L)).intoList())));
    right(
        "path",
        select(TICKET_EVENTS.tickets().FIRST_SEEN_AT)
            .from(TICKET_EVENTS)
            .where(TICKET_EVENTS.tickets().FIRST_SEEN_AT.eq(val(T)))
            .limit(1),
        List.of(T));
    right(
        "path as a field",
        select(TICKET_EVENTS.tickets())
            .from(TICKET_EVENTS)
            .where(TICKET_EVENTS.TICKET_ID.eq(2L))
            .limit(1),
        Collections.singletonList(
            store.<Object>read(
                context -> context.fetchSingle(TICKETS, TICKETS.ID.eq(2L)).intoList())));
    right(
        "jsonObject",
        DSL.jsonObject(DSL.key("f").value(FIRST)),
        row -> JSON.valueOf("{\"f\":\"" + row.first() + "\"}"));
    right("jsonArray of val", DSL.jsonArray(val(T)), row -> JSON.valueOf("[\"" + T + "\"]"));
    fails("arrayAgg", context -> context.fetch(select(DSL.arrayAgg(FIRST)).from(TICKETS)));
    fails("array", context -> context.fetch(select(DSL.array(FIRST, LAST)).from(TICKETS)));
    allHold(16);
  }

  private static <T> Stream<T> all(Function<Row, T> value) {
    return ROWS.stream().map(value);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant or(@Nullable Instant value, Instant otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }
}
