package dev.ticketstore.internal.cycles;

import static dev.ticketstore.internal.database.CompiledStatement.bind;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.observe.Flapping;
import dev.ticketstore.internal.tickets.Session;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.internal.tickets.TicketUpdate;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.ResolvedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Tickets within the scope of a complete cycle that it did not report: it counts the miss, and
 * resolves those that enough cycles in a row have missed.
 *
 * @param latest the latest instant at which a ticket can have been seen; a later one does not count
 */
record MissedTickets(Session session, Flapping flapping, Instant latest, CheckCycle cycle) {

  private static final String IDS = "ids";
  private static final String NAMES = "names";
  private static final String REPORTED = "reported";
  private static final String STARTED_AT = "started_at";
  private static final String LATEST = "latest";

  /** By the scope, which decides what the statement asks for. */
  private static final Map<Shape, CompiledStatement> FIND = new ConcurrentHashMap<>();

  /** By the scope too. */
  private static final Map<Shape, CompiledStatement> UNRESOLVED = new ConcurrentHashMap<>();

  private static final CompiledStatement COUNT =
      new CompiledStatement(
          dialect ->
              TicketUpdate.compiled(DSL.using(dialect.jooq()))
                  .set(TICKETS.MISSED_CYCLES, TICKETS.MISSED_CYCLES.plus(inline(1L)))
                  .where(TICKETS.ID.in(JsonInput.column(dialect, TICKETS.ID, IDS))));

  private static final CompiledStatement RESOLVE =
      new CompiledStatement(
          dialect ->
              TicketUpdate.compiled(DSL.using(dialect.jooq()))
                  .set(
                      TicketUpdate.resolution(
                          bind(STARTED_AT, TICKETS.RESOLVED_AT), ResolvedBy.CYCLE))
                  .where(TICKETS.ID.in(JsonInput.column(dialect, TICKETS.ID, IDS)))
                  .returning(TicketRows.columns(dialect)));

  private record Row(long id, long missedCycles, boolean flapping, Instant lastSeenAt) {}

  /** A scope, apart from its names. */
  private record Shape(CycleScope.Kind kind, boolean anySource) {

    Condition condition(Dialect dialect) {
      Condition names =
          switch (kind) {
            case EVERYTHING -> DSL.noCondition();
            case INVARIANTS ->
                TICKETS.INVARIANT_NAME.in(JsonInput.column(dialect, TICKETS.INVARIANT_NAME, NAMES));
            case KEYS ->
                TICKETS.VIOLATION_KEY.in(JsonInput.column(dialect, TICKETS.VIOLATION_KEY, NAMES));
          };
      return anySource
          ? names
          : names.and(TICKETS.SOURCE.isNull().or(TICKETS.SOURCE.eq(bind(TICKETS.SOURCE))));
    }
  }

  /** Counts or resolves them, and returns those that it resolved, in the order of their keys. */
  List<Ticket> resolve() {
    List<Long> missed = new ArrayList<>();
    List<Long> passed = new ArrayList<>();
    Instant quietSince = flapping.since(cycle.startedAt());
    for (Row row : find()) {
      boolean quiet =
          !row.flapping()
              || !row.lastSeenAt().isAfter(quietSince)
              || row.lastSeenAt().isAfter(latest);
      (row.missedCycles() + 1 >= cycle.resolveAfter() && quiet ? passed : missed).add(row.id());
    }
    if (!missed.isEmpty()) {
      COUNT.execute(session.dsl(), update(missed));
    }
    if (passed.isEmpty()) {
      return List.of();
    }
    Map<String, @Nullable Object> values = update(passed);
    values.put(STARTED_AT, InstantText.format(cycle.startedAt()));
    return RESOLVE
        .fetch(session.dsl(), values, row -> TicketRows.read(row, session.dialect()))
        .stream()
        .sorted(Comparator.comparing(Ticket::violationKey))
        .toList();
  }

  /** Whether the scope has an unresolved ticket, which a later cycle could miss. */
  boolean scopeHasUnresolved() {
    return !UNRESOLVED
        .computeIfAbsent(shape(), shape -> new CompiledStatement(any -> unresolved(any, shape)))
        .fetch(session.dsl(), scope(), row -> true)
        .isEmpty();
  }

  private static Query unresolved(Dialect dialect, Shape shape) {
    return DSL.select(inline(1))
        .from(TICKETS)
        .where(TicketRows.UNRESOLVED)
        .and(shape.condition(dialect))
        .limit(inline(1));
  }

  private Shape shape() {
    return new Shape(cycle.scope().kind(), cycle.scope().anySource());
  }

  /** The binds of {@link Shape#condition}. */
  private Map<String, Object> scope() {
    Map<String, Object> values = new HashMap<>();
    values.put(NAMES, JsonInput.writeColumn(cycle.scope().names()));
    values.put(TICKETS.SOURCE.getName(), cycle.source());
    return values;
  }

  private List<Row> find() {
    Map<String, Object> values = scope();
    values.put(STARTED_AT, InstantText.format(cycle.startedAt()));
    values.put(LATEST, InstantText.format(latest));
    values.put(
        REPORTED,
        JsonInput.writeColumn(cycle.violations().stream().map(Violation::violationKey).toList()));
    Dialect dialect = session.dialect();
    return FIND.computeIfAbsent(shape(), shape -> new CompiledStatement(any -> find(any, shape)))
        .fetch(
            session.dsl(),
            values,
            row ->
                new Row(
                    row.getLong(1),
                    row.getLong(2),
                    row.getBoolean(3),
                    Objects.requireNonNull(dialect.instant(row, 4))));
  }

  /**
   * Rows are locked in the order of their keys, as two updates in other orders would lock each
   * other out.
   */
  private static Query find(Dialect dialect, Shape shape) {
    return dialect.locking(
        DSL.select(TICKETS.ID, TICKETS.MISSED_CYCLES, TICKETS.FLAPPING, TICKETS.LAST_SEEN_AT)
            .from(TICKETS)
            .where(TicketRows.UNRESOLVED)
            .and(TICKETS.HELD.isFalse())
            .and(
                TICKETS
                    .LAST_SEEN_AT
                    .le(bind(STARTED_AT, TICKETS.LAST_SEEN_AT))
                    .or(TICKETS.LAST_SEEN_AT.gt(bind(LATEST, TICKETS.LAST_SEEN_AT))))
            .and(shape.condition(dialect))
            .and(
                TICKETS.VIOLATION_KEY.notIn(
                    JsonInput.column(dialect, TICKETS.VIOLATION_KEY, REPORTED)))
            .orderBy(TICKETS.VIOLATION_KEY));
  }

  /** The binds of {@link TicketUpdate#compiled}, and ids. */
  private Map<String, @Nullable Object> update(Collection<Long> ids) {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put(TICKETS.CHANGE_ACTOR.getName(), session.actor().name());
    values.put(TICKETS.CHANGE_NOTE.getName(), session.actor().note());
    values.put(TICKETS.CHANGE_BATCH_KEY.getName(), cycle.batchKey());
    values.put(TICKETS.UPDATED_AT.getName(), InstantText.format(session.now()));
    values.put(IDS, JsonInput.writeColumn(ids));
    return values;
  }
}
