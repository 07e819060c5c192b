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
import dev.ticketstore.internal.observe.ViolationRecorder;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Tickets that a complete cycle has missed. */
record MissedTickets(
    DSLContext context, ViolationRecorder observing, CheckCycle cycle, Actor author, Instant now) {

  /** By the scope, which decides what the statement asks for. */
  private static final Map<Shape, CompiledStatement> FIND = new ConcurrentHashMap<>();

  private static final CompiledStatement COUNT =
      new CompiledStatement(
          dialect ->
              update(dialect)
                  .set(TICKETS.MISSED_CYCLES, TICKETS.MISSED_CYCLES.plus(inline(1L)))
                  .where(TICKETS.ID.in(JsonInput.ids(dialect, List.of()))));

  private static final CompiledStatement RESOLVE =
      new CompiledStatement(
          dialect ->
              update(dialect)
                  .set(TICKETS.STATUS, inline(TicketStatus.RESOLVED, TICKETS.STATUS))
                  .set(TICKETS.RESOLVED_AT, bind(TICKETS.RESOLVED_AT))
                  .set(TICKETS.FLAPPING, inline(false, TICKETS.FLAPPING))
                  .where(TICKETS.ID.in(JsonInput.ids(dialect, List.of())))
                  .returning(TicketRows.COLUMNS));

  private record Row(long id, long missedCycles, boolean flapping, Instant lastSeenAt) {}

  /**
   * A scope, apart from its names.
   *
   * @param kind of invariants, of keys, or of everything
   * @param anySource whether it includes what other sources have seen
   */
  private record Shape(Class<? extends CycleScope> kind, boolean anySource) {

    Condition condition(Dialect dialect) {
      Condition keys = DSL.noCondition();
      if (kind == CycleScope.Invariants.class) {
        keys = TICKETS.INVARIANT_NAME.in(JsonInput.texts(dialect, List.of()));
      } else if (kind == CycleScope.Keys.class) {
        keys = TICKETS.VIOLATION_KEY.in(JsonInput.texts(dialect, List.of()));
      }
      return anySource
          ? keys
          : keys.and(TICKETS.SOURCE.isNull().or(TICKETS.SOURCE.eq(bind(TICKETS.SOURCE))));
    }
  }

  /**
   * Counts or resolves them, and returns those that it has resolved, in the order of their keys.
   */
  List<Ticket> resolve() {
    List<Long> missed = new ArrayList<>();
    List<Long> well = new ArrayList<>();
    Instant quietSince = observing.flapping().since(cycle.startedAt());
    for (Row row : find()) {
      boolean quiet = !row.flapping() || !row.lastSeenAt().isAfter(quietSince);
      (row.missedCycles() + 1 >= cycle.resolveAfter() && quiet ? well : missed).add(row.id());
    }
    Dialect dialect = observing.dialect();
    if (!missed.isEmpty()) {
      COUNT.execute(context, dialect, values(JsonInput.writeColumn(missed)));
    }
    if (well.isEmpty()) {
      return List.of();
    }
    return RESOLVE
        .fetch(
            context,
            dialect,
            values(InstantText.format(cycle.startedAt()), JsonInput.writeColumn(well)),
            row -> TicketRows.read(row, dialect))
        .stream()
        .sorted(Comparator.comparing(Ticket::violationKey))
        .toList();
  }

  private List<Row> find() {
    boolean anySource = cycle.scope() instanceof CycleScope.OfAnySource;
    CycleScope scope =
        cycle.scope() instanceof CycleScope.OfAnySource any ? any.scope() : cycle.scope();
    List<String> values = new ArrayList<>();
    values.add(InstantText.format(cycle.startedAt()));
    if (scope instanceof CycleScope.Invariants some) {
      values.add(JsonInput.writeColumn(some.names()));
    } else if (scope instanceof CycleScope.Keys some) {
      values.add(JsonInput.writeColumn(some.violationKeys()));
    }
    if (!anySource) {
      values.add(cycle.source());
    }
    values.add(
        JsonInput.writeColumn(cycle.violations().stream().map(Violation::violationKey).toList()));
    Dialect dialect = observing.dialect();
    return FIND.computeIfAbsent(
            new Shape(scope.getClass(), anySource),
            shape -> new CompiledStatement(any -> find(any, shape)))
        .fetch(
            context,
            dialect,
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
            .and(TICKETS.LAST_SEEN_AT.le(bind(TICKETS.LAST_SEEN_AT)))
            .and(shape.condition(dialect))
            .and(TICKETS.VIOLATION_KEY.notIn(JsonInput.texts(dialect, List.of())))
            .orderBy(TICKETS.VIOLATION_KEY));
  }

  private static UpdateSetMoreStep<?> update(Dialect dialect) {
    return Actor.UNKNOWN.update(DSL.using(dialect.jooq()), null, InstantText.MIN);
  }

  /** What {@link #update} binds, and then others. */
  private List<@Nullable Object> values(Object... others) {
    List<@Nullable Object> values = new ArrayList<>();
    values.addAll(
        Arrays.asList(author.actor(), author.note(), cycle.batchKey(), InstantText.format(now)));
    values.addAll(Arrays.asList(others));
    return values;
  }
}
