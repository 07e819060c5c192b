package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.JsonObject;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Queries of one statement each. */
public record TicketReader(Transactions transactions) {

  public Optional<Ticket> find(long id) {
    return one(TICKETS.ID.eq(id));
  }

  public Optional<Ticket> findUnresolved(String violationKey) {
    return one(TICKETS.VIOLATION_KEY.eq(violationKey).and(TicketRows.UNRESOLVED));
  }

  private Optional<Ticket> one(Condition condition) {
    return transactions.query(
        context ->
            context
                .select(TicketRows.COLUMNS)
                .from(TICKETS)
                .where(condition)
                .fetchOptional()
                .map(TicketRows::ticket));
  }

  public Page list(TicketQuery query) {
    // One more than asked for tells whether there is another page.
    List<Ticket> tickets =
        transactions.query(
            context ->
                context
                    .select(TicketRows.COLUMNS)
                    .from(TICKETS)
                    .where(filters(query))
                    .and(from(query))
                    .orderBy(TICKETS.ID.desc())
                    .limit(query.pageSize() + 1)
                    .fetch()
                    .map(TicketRows::ticket));
    if (tickets.size() <= query.pageSize()) {
      return new Page(tickets, Optional.empty());
    }
    List<Ticket> shown = tickets.subList(0, query.pageSize());
    return new Page(shown, Optional.of(PageCursor.after(shown.get(shown.size() - 1).id(), query)));
  }

  /** The tickets from the query's cursor on, from one statement that is read as it goes. */
  public static Stream<Ticket> stream(Database database, TicketQuery query) {
    return database.stream(
        context ->
            context
                .select(TicketRows.COLUMNS)
                .from(TICKETS)
                .where(filters(query))
                .and(from(query))
                .orderBy(TICKETS.ID.desc()),
        row -> TicketRows.read(row, database.dialect()));
  }

  private static Condition from(TicketQuery query) {
    return query.after() == null
        ? DSL.noCondition()
        : TICKETS.ID.lt(PageCursor.id(query.after(), query));
  }

  static Condition filters(TicketQuery query) {
    return DSL.and(
        in(TICKETS.STATUS, query.statuses()),
        is(TICKETS.INVARIANT_NAME, query.invariantName()),
        is(TICKETS.STORE_ID, query.storeId()),
        is(TICKETS.VIOLATION_KEY, query.violationKey()),
        in(TICKETS.SEVERITY_NAME, query.severities()),
        is(TICKETS.HELD, query.held()),
        is(TICKETS.BATCH_KEY, query.batchKey()),
        within(TICKETS.FIRST_SEEN_AT, query.firstSeen()),
        within(TICKETS.LAST_SEEN_AT, query.lastSeen()),
        within(TICKETS.RESOLVED_AT, query.resolved()),
        within(TICKETS.CREATED_AT, query.created()),
        labelled(query.labels()));
  }

  private static Condition labelled(Map<String, String> labels) {
    return DSL.and(
        labels.entrySet().stream()
            .map(each -> JsonObject.member(TICKETS.LABELS, each.getKey()).eq(each.getValue()))
            .toList());
  }

  private static <T> Condition is(Field<T> field, @Nullable T value) {
    return value == null ? DSL.noCondition() : field.eq(value);
  }

  private static <T> Condition in(Field<T> field, Collection<T> values) {
    return values.isEmpty() ? DSL.noCondition() : field.in(values);
  }

  private static Condition within(Field<Instant> field, TimeRange range) {
    Condition from = range.from() == null ? DSL.noCondition() : field.ge(range.from());
    return range.until() == null ? from : from.and(field.lt(range.until()));
  }

  public Map<TicketStatus, Long> count() {
    Map<TicketStatus, Long> counts = new EnumMap<>(TicketStatus.class);
    for (TicketStatus status : TicketStatus.values()) {
      counts.put(status, 0L);
    }
    Field<Long> tickets = DSL.count().cast(Long.class);
    transactions
        .query(
            context ->
                context
                    .select(TICKETS.STATUS, tickets)
                    .from(TICKETS)
                    .groupBy(TICKETS.STATUS)
                    .fetch())
        .forEach(row -> counts.put(row.value1(), row.value2()));
    return counts;
  }
}
