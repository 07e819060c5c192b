package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Scope;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** What check cycles do to tickets. */
record Reconciling(Executor executor, Observing observing) {

  CycleReport reconcile(CheckCycle cycle, Author author, Instant now) {
    Dialect dialect = observing.dialect();
    Author by = author.orSource(cycle.source());
    Upsert upsert = new Upsert(dialect, observing.flapping(), by, cycle.source(), now);
    return executor.transaction(
        context -> {
          dialect.oneCycleAtATime(context, cycle.source());
          CycleLog log = new CycleLog(context, dialect);
          return log.find(cycle)
              .orElseGet(
                  () -> {
                    List<Observation> observations =
                        observing.observe(context, Seen.of(cycle), upsert);
                    List<Ticket> resolved =
                        cycle.outcome() == CheckCycle.Outcome.COMPLETE
                            ? new Absent(context, cycle, by, now).resolve()
                            : List.of();
                    CycleReport report = new CycleReport(observations, resolved, false);
                    log.add(cycle, report, now);
                    return report;
                  });
        });
  }

  /** Tickets that a complete cycle has missed. */
  private final class Absent {

    private final DSLContext context;
    private final CheckCycle cycle;
    private final Author author;
    private final Instant now;

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
      for (TicketsRecord row : lock()) {
        long missedCycles = Objects.requireNonNull(row.getMissedCycles()) + 1;
        boolean quiet = !row.getFlapping() || !row.getLastSeenAt().isAfter(quietSince);
        (missedCycles >= cycle.resolveAfter() && quiet ? well : missed).add(row.getId());
      }
      countMissed(missed);
      return resolve(well);
    }

    /**
     * Rows are locked in the order of their keys first, as two updates in other orders would lock
     * each other out.
     */
    private List<TicketsRecord> lock() {
      Set<String> present =
          cycle.violations().stream().map(Violation::violationKey).collect(Collectors.toSet());
      return observing
          .dialect()
          .locking(
              context
                  .select(TICKETS.ID, TICKETS.MISSED_CYCLES, TICKETS.FLAPPING, TICKETS.LAST_SEEN_AT)
                  .from(TICKETS)
                  .where(Upsert.UNRESOLVED)
                  .and(TICKETS.HELD.isFalse())
                  .and(TICKETS.LAST_SEEN_AT.le(cycle.startedAt()))
                  .and(within(cycle.scope()))
                  .and(TICKETS.VIOLATION_KEY.notIn(texts(present)))
                  .orderBy(TICKETS.VIOLATION_KEY))
          .fetchInto(TICKETS);
    }

    private Condition within(Scope scope) {
      return scope instanceof Scope.OfAnySource any
          ? keys(any.scope())
          : keys(scope).and(TICKETS.SOURCE.isNull().or(TICKETS.SOURCE.eq(cycle.source())));
    }

    private Condition keys(Scope scope) {
      if (scope instanceof Scope.Invariants some) {
        return TICKETS.INVARIANT_NAME.in(texts(some.names()));
      }
      if (scope instanceof Scope.Keys some) {
        return TICKETS.VIOLATION_KEY.in(texts(some.violationKeys()));
      }
      return DSL.noCondition();
    }

    private Select<Record1<String>> texts(Collection<String> values) {
      return JsonRows.texts(observing.dialect(), values);
    }

    private void countMissed(List<Long> ids) {
      if (!ids.isEmpty()) {
        author
            .update(context, cycle.batchKey(), now)
            .set(TICKETS.MISSED_CYCLES, TICKETS.MISSED_CYCLES.plus(inline(1L)))
            .where(TICKETS.ID.in(JsonRows.ids(observing.dialect(), ids)))
            .execute();
      }
    }

    private List<Ticket> resolve(List<Long> ids) {
      return ids.isEmpty()
          ? List.of()
          : author
              .update(context, cycle.batchKey(), now)
              .set(TICKETS.STATUS, TicketStatus.RESOLVED)
              .set(TICKETS.RESOLVED_AT, cycle.startedAt())
              .set(TICKETS.FLAPPING, false)
              .where(TICKETS.ID.in(JsonRows.ids(observing.dialect(), ids)))
              .returning(TicketRows.COLUMNS)
              .fetch()
              .map(TicketRows::ticket)
              .stream()
              .sorted(Comparator.comparing(Ticket::violationKey))
              .toList();
    }
  }
}
