package dev.ticketstore.internal;

import static dev.ticketstore.internal.RenderedStatement.bind;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What check cycles do to tickets. */
record Reconciling(Executor executor, Observing observing) {

  List<CycleReport> reconcile(List<CheckCycle> cycles, Author author, Instant now) {
    return executor.transaction(
        context -> {
          Dialect dialect = observing.dialect();
          new TreeSet<>(cycles.stream().map(CheckCycle::source).toList())
              .forEach(source -> dialect.oneCycleAtATime(context, source));
          CycleLog log = new CycleLog(context, dialect, cycles);
          List<CycleReport> reports = new ArrayList<>();
          for (CheckCycle cycle : cycles) {
            CycleReport before = log.find(cycle);
            CycleReport report =
                before == null
                    ? apply(context, cycle, author.orSource(cycle.source()), now)
                    : before;
            log.add(cycle, report);
            reports.add(report);
          }
          log.write(now);
          return reports;
        });
  }

  private CycleReport apply(DSLContext context, CheckCycle cycle, Author author, Instant now) {
    Upsert upsert =
        new Upsert(observing.dialect(), observing.flapping(), author, cycle.source(), now);
    List<Observation> observations = observing.observe(context, Seen.of(cycle), upsert);
    List<Ticket> resolved =
        cycle.outcome() == CheckCycle.Outcome.COMPLETE
            ? new Absent(context, cycle, author, now).resolve()
            : List.of();
    return new CycleReport(observations, resolved, false);
  }

  /**
   * What a scope is told by.
   *
   * @param texts a scope of invariants, of keys, or of everything
   * @param anySource whether it includes what other sources have seen
   */
  private record Shape(Class<?> texts, boolean anySource) {

    static Shape of(Scope scope) {
      return scope instanceof Scope.OfAnySource any
          ? new Shape(any.scope().getClass(), true)
          : new Shape(scope.getClass(), false);
    }

    Condition condition(Dialect dialect) {
      Condition keys = DSL.noCondition();
      if (texts == Scope.Invariants.class) {
        keys = TICKETS.INVARIANT_NAME.in(JsonRows.texts(dialect, List.of()));
      } else if (texts == Scope.Keys.class) {
        keys = TICKETS.VIOLATION_KEY.in(JsonRows.texts(dialect, List.of()));
      }
      return anySource
          ? keys
          : keys.and(TICKETS.SOURCE.isNull().or(TICKETS.SOURCE.eq(bind(TICKETS.SOURCE))));
    }

    static List<String> values(Scope scope, String source) {
      if (scope instanceof Scope.OfAnySource any) {
        return texts(any.scope());
      }
      List<String> values = new ArrayList<>(texts(scope));
      values.add(source);
      return values;
    }

    private static List<String> texts(Scope scope) {
      if (scope instanceof Scope.Invariants some) {
        return List.of(JsonRows.writeColumn(some.names()));
      }
      if (scope instanceof Scope.Keys some) {
        return List.of(JsonRows.writeColumn(some.violationKeys()));
      }
      return List.of();
    }
  }

  /** Tickets that a complete cycle has missed. */
  private static final class Missed {

    /** By the shape of the scope. */
    private static final Map<Shape, RenderedStatement> FIND = new ConcurrentHashMap<>();

    private static final RenderedStatement COUNT =
        new RenderedStatement(
            dialect ->
                change(dialect)
                    .set(TICKETS.MISSED_CYCLES, TICKETS.MISSED_CYCLES.plus(inline(1L)))
                    .where(TICKETS.ID.in(JsonRows.ids(dialect, List.of()))));

    private static final RenderedStatement RESOLVE =
        new RenderedStatement(
            dialect ->
                change(dialect)
                    .set(TICKETS.STATUS, inline(TicketStatus.RESOLVED, TICKETS.STATUS))
                    .set(TICKETS.RESOLVED_AT, bind(TICKETS.RESOLVED_AT))
                    .set(TICKETS.FLAPPING, inline(false, TICKETS.FLAPPING))
                    .where(TICKETS.ID.in(JsonRows.ids(dialect, List.of())))
                    .returning(TicketRows.COLUMNS));

    private static UpdateSetMoreStep<?> change(Dialect dialect) {
      return Author.UNKNOWN.update(DSL.using(dialect.jooq()), null, InstantText.MIN);
    }

    /**
     * Rows are locked in the order of their keys, as two updates in other orders would lock each
     * other out.
     */
    private static RenderedStatement find(Shape shape) {
      return FIND.computeIfAbsent(
          shape, scope -> new RenderedStatement(dialect -> find(dialect, scope)));
    }

    private static Query find(Dialect dialect, Shape shape) {
      return dialect.locking(
          DSL.select(TICKETS.ID, TICKETS.MISSED_CYCLES, TICKETS.FLAPPING, TICKETS.LAST_SEEN_AT)
              .from(TICKETS)
              .where(Upsert.UNRESOLVED)
              .and(TICKETS.HELD.isFalse())
              .and(TICKETS.LAST_SEEN_AT.le(bind(TICKETS.LAST_SEEN_AT)))
              .and(shape.condition(dialect))
              .and(TICKETS.VIOLATION_KEY.notIn(JsonRows.texts(dialect, List.of())))
              .orderBy(TICKETS.VIOLATION_KEY));
    }

    private Missed() {}
  }

  /** What a complete cycle does to tickets that it has missed. */
  private final class Absent {

    private final DSLContext context;
    private final CheckCycle cycle;
    private final Author author;
    private final Instant now;
    private final Dialect dialect = observing.dialect();

    Absent(DSLContext context, CheckCycle cycle, Author author, Instant now) {
      this.context = context;
      this.cycle = cycle;
      this.author = author;
      this.now = now;
    }

    List<Ticket> resolve() {
      List<Long> missed = new ArrayList<>();
      List<Long> well = new ArrayList<>();
      Instant quietSince = observing.flapping().since(cycle.startedAt());
      for (Row row : find()) {
        boolean quiet = !row.flapping() || !row.lastSeenAt().isAfter(quietSince);
        (row.missedCycles() + 1 >= cycle.resolveAfter() && quiet ? well : missed).add(row.id());
      }
      if (!missed.isEmpty()) {
        Missed.COUNT.execute(context, dialect, change(JsonRows.writeColumn(missed)));
      }
      return well.isEmpty()
          ? List.of()
          : Missed.RESOLVE
              .fetch(
                  context,
                  dialect,
                  change(InstantText.format(cycle.startedAt()), JsonRows.writeColumn(well)),
                  row -> TicketRows.read(row, dialect))
              .stream()
              .sorted(Comparator.comparing(Ticket::violationKey))
              .toList();
    }

    private record Row(long id, long missedCycles, boolean flapping, Instant lastSeenAt) {}

    private List<Row> find() {
      List<String> values = new ArrayList<>(List.of(InstantText.format(cycle.startedAt())));
      values.addAll(Shape.values(cycle.scope(), cycle.source()));
      values.add(
          JsonRows.writeColumn(cycle.violations().stream().map(Violation::violationKey).toList()));
      return Missed.find(Shape.of(cycle.scope()))
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

    /** The values of {@link Author#update}, and then others. */
    private List<@Nullable Object> change(Object... others) {
      List<@Nullable Object> values =
          new ArrayList<>(
              Arrays.asList(
                  author.actor(), author.note(), cycle.batchKey(), InstantText.format(now)));
      values.addAll(Arrays.asList(others));
      return values;
    }
  }
}
