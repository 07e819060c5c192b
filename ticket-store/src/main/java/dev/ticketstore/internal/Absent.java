package dev.ticketstore.internal;

import static dev.ticketstore.internal.RenderedStatement.bind;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.Scope;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.jooq.types.TicketStatus;
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
record Absent(
    DSLContext context, Observing observing, CheckCycle cycle, Author author, Instant now) {

  /** By the scope, which decides what the statement asks for. */
  private static final Map<Shape, RenderedStatement> FIND = new ConcurrentHashMap<>();

  private static final RenderedStatement COUNT =
      new RenderedStatement(
          dialect ->
              update(dialect)
                  .set(TICKETS.MISSED_CYCLES, TICKETS.MISSED_CYCLES.plus(inline(1L)))
                  .where(TICKETS.ID.in(JsonRows.ids(dialect, List.of()))));

  private static final RenderedStatement RESOLVE =
      new RenderedStatement(
          dialect ->
              update(dialect)
                  .set(TICKETS.STATUS, inline(TicketStatus.RESOLVED, TICKETS.STATUS))
                  .set(TICKETS.RESOLVED_AT, bind(TICKETS.RESOLVED_AT))
                  .set(TICKETS.FLAPPING, inline(false, TICKETS.FLAPPING))
                  .where(TICKETS.ID.in(JsonRows.ids(dialect, List.of())))
                  .returning(TicketRows.COLUMNS));

  private record Row(long id, long missedCycles, boolean flapping, Instant lastSeenAt) {}

  /**
   * A scope, apart from its names.
   *
   * @param kind of invariants, of keys, or of everything
   * @param anySource whether it includes what other sources have seen
   */
  private record Shape(Class<? extends Scope> kind, boolean anySource) {

    Condition condition(Dialect dialect) {
      Condition keys = DSL.noCondition();
      if (kind == Scope.Invariants.class) {
        keys = TICKETS.INVARIANT_NAME.in(JsonRows.texts(dialect, List.of()));
      } else if (kind == Scope.Keys.class) {
        keys = TICKETS.VIOLATION_KEY.in(JsonRows.texts(dialect, List.of()));
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
      COUNT.execute(context, dialect, values(JsonRows.writeColumn(missed)));
    }
    if (well.isEmpty()) {
      return List.of();
    }
    return RESOLVE
        .fetch(
            context,
            dialect,
            values(InstantText.format(cycle.startedAt()), JsonRows.writeColumn(well)),
            row -> TicketRows.read(row, dialect))
        .stream()
        .sorted(Comparator.comparing(Ticket::violationKey))
        .toList();
  }

  private List<Row> find() {
    boolean anySource = cycle.scope() instanceof Scope.OfAnySource;
    Scope scope = cycle.scope() instanceof Scope.OfAnySource any ? any.scope() : cycle.scope();
    List<String> values = new ArrayList<>();
    values.add(InstantText.format(cycle.startedAt()));
    if (scope instanceof Scope.Invariants some) {
      values.add(JsonRows.writeColumn(some.names()));
    } else if (scope instanceof Scope.Keys some) {
      values.add(JsonRows.writeColumn(some.violationKeys()));
    }
    if (!anySource) {
      values.add(cycle.source());
    }
    values.add(
        JsonRows.writeColumn(cycle.violations().stream().map(Violation::violationKey).toList()));
    Dialect dialect = observing.dialect();
    return FIND.computeIfAbsent(
            new Shape(scope.getClass(), anySource),
            shape -> new RenderedStatement(any -> find(any, shape)))
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
            .where(UpsertStatement.UNRESOLVED)
            .and(TICKETS.HELD.isFalse())
            .and(TICKETS.LAST_SEEN_AT.le(bind(TICKETS.LAST_SEEN_AT)))
            .and(shape.condition(dialect))
            .and(TICKETS.VIOLATION_KEY.notIn(JsonRows.texts(dialect, List.of())))
            .orderBy(TICKETS.VIOLATION_KEY));
  }

  private static UpdateSetMoreStep<?> update(Dialect dialect) {
    return Author.UNKNOWN.update(DSL.using(dialect.jooq()), null, InstantText.MIN);
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
