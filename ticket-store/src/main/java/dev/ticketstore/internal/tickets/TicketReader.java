package dev.ticketstore.internal.tickets;

import static dev.ticketstore.internal.database.CompiledStatement.bind;
import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.ErrorTranslation;
import dev.ticketstore.internal.database.JsonObject;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.model.TicketStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.SelectLimitStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Queries of one statement each. */
public record TicketReader(Transactions transactions) {

  private static final CompiledStatement BY_ID = where(TICKETS.ID.eq(bind(TICKETS.ID)));

  private static final CompiledStatement UNRESOLVED_BY_KEY =
      where(TICKETS.VIOLATION_KEY.eq(bind(TICKETS.VIOLATION_KEY)).and(TicketRows.UNRESOLVED));

  private static CompiledStatement where(Condition condition) {
    return new CompiledStatement(
        dialect -> DSL.select(TicketRows.columns(dialect)).from(TICKETS).where(condition));
  }

  public Optional<Ticket> find(long id) {
    return one(BY_ID, TICKETS.ID, id);
  }

  public Optional<Ticket> findUnresolved(String violationKey) {
    return one(UNRESOLVED_BY_KEY, TICKETS.VIOLATION_KEY, violationKey);
  }

  private Optional<Ticket> one(CompiledStatement statement, Field<?> column, Object value) {
    List<Ticket> found =
        transactions.query(
            context -> {
              Dialect dialect = Dialect.of(context);
              return statement.fetch(
                  context, Map.of(column.getName(), value), row -> TicketRows.read(row, dialect));
            });
    return found.stream().findFirst();
  }

  public Page list(TicketQuery query) {
    // One more than asked for tells whether there is another page.
    List<Ticket> tickets =
        transactions.query(
            context ->
                read(matching(context, query).limit(query.pageSize() + 1), Dialect.of(context)));
    if (tickets.size() <= query.pageSize()) {
      return new Page(tickets, null);
    }
    List<Ticket> shown = tickets.subList(0, query.pageSize());
    return new Page(shown, PageCursor.after(shown.get(shown.size() - 1).id(), query));
  }

  private static List<Ticket> read(ResultQuery<?> query, Dialect dialect) {
    try (Cursor<?> cursor = query.fetchLazy()) {
      ResultSet rows = Objects.requireNonNull(cursor.resultSet());
      List<Ticket> tickets = new ArrayList<>();
      while (rows.next()) {
        tickets.add(TicketRows.read(rows, dialect));
      }
      return tickets;
    } catch (SQLException e) {
      throw ErrorTranslation.inUse(e);
    }
  }

  /** The tickets from the query's cursor on, from one statement that is read as it goes. */
  public static Stream<Ticket> stream(Database database, TicketQuery query) {
    return database.stream(
        context -> matching(context, query), row -> TicketRows.read(row, database.dialect()));
  }

  /** The tickets from the query's cursor on, in the form that {@link TicketRows#read} reads. */
  private static SelectLimitStep<?> matching(DSLContext context, TicketQuery query) {
    return context
        .select(TicketRows.columns(Dialect.of(context)))
        .from(TICKETS)
        .where(filters(query))
        .and(from(query))
        .orderBy(TICKETS.ID.desc());
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
        is(TICKETS.ASSIGNEE, query.assignee()),
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
