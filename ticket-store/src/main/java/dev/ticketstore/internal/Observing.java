package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Scope;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What violations and check cycles do to tickets. */
record Observing(Executor executor, Dialect dialect) {

  /** A statement's input in characters; PostgreSQL holds at most 256 MiB of JSON in one value. */
  private static final int MAX_STATEMENT_CHARS = 16 * 1024 * 1024;

  List<Observation> observeAll(List<Violation> violations, Instant now) {
    List<ObservedKey> keys = ObservedKey.of(violations, now, null);
    List<List<ObservedKey>> chunks = chunks(keys);
    Map<String, TicketsRecord> rows =
        chunks.size() <= 1
            ? executor.update(context -> upsert(context, chunks, now))
            : executor.transaction(context -> upsert(context, chunks, now));
    return observations(violations, keys, rows);
  }

  CycleReport reconcile(CheckCycle cycle, Instant now) {
    List<ObservedKey> keys =
        ObservedKey.of(cycle.violations(), cycle.startedAt(), cycle.batchKey());
    return executor.transaction(
        context -> {
          dialect.oneCycleAtATime(context, cycle.source());
          Map<String, TicketsRecord> rows = upsert(context, chunks(keys), now);
          List<Ticket> resolved =
              cycle.outcome() == CheckCycle.Outcome.COMPLETE
                  ? resolveAbsent(context, cycle, rows.keySet(), now)
                  : List.of();
          return new CycleReport(observations(cycle.violations(), keys, rows), resolved);
        });
  }

  private Map<String, TicketsRecord> upsert(
      DSLContext context, List<List<ObservedKey>> chunks, Instant now) {
    Map<String, TicketsRecord> rows = new HashMap<>();
    for (List<ObservedKey> chunk : chunks) {
      for (TicketsRecord row : Upsert.run(context, dialect, JsonRows.ofKeys(chunk), now)) {
        rows.put(Objects.requireNonNull(row.getViolationKey()), row);
      }
    }
    return rows;
  }

  /** Runs of keys, in order, whose JSON stays below the limit. */
  private static List<List<ObservedKey>> chunks(List<ObservedKey> keys) {
    List<List<ObservedKey>> chunks = new ArrayList<>();
    long chars = MAX_STATEMENT_CHARS;
    for (ObservedKey key : keys) {
      long more = key.jsonChars();
      if (chars + more > MAX_STATEMENT_CHARS) {
        chunks.add(new ArrayList<>());
        chars = 0;
      }
      chunks.get(chunks.size() - 1).add(key);
      chars += more;
    }
    return chunks;
  }

  private static List<Observation> observations(
      List<Violation> violations, List<ObservedKey> keys, Map<String, TicketsRecord> rows) {
    Map<String, Ticket> tickets = new HashMap<>();
    Set<String> created = new HashSet<>();
    for (ObservedKey key : keys) {
      Ticket ticket = TicketRows.ticket(Objects.requireNonNull(rows.get(key.violationKey())));
      tickets.put(key.violationKey(), ticket);
      // A ticket that was there before had counted at least 1.
      if (ticket.occurrenceCount() == key.count()) {
        created.add(key.violationKey());
      }
    }
    return violations.stream()
        .map(
            violation ->
                new Observation(
                    created.remove(violation.violationKey()) ? Outcome.CREATED : Outcome.REPEATED,
                    Objects.requireNonNull(tickets.get(violation.violationKey()))))
        .toList();
  }

  /**
   * Rows are locked in the order of their keys first, as two updates in other orders would lock
   * each other out.
   */
  private List<Ticket> resolveAbsent(
      DSLContext context, CheckCycle cycle, Collection<String> present, Instant now) {
    List<Long> ids =
        dialect
            .locking(
                context
                    .select(TICKETS.ID)
                    .from(TICKETS)
                    .where(Upsert.UNRESOLVED)
                    .and(TICKETS.HELD.isFalse())
                    .and(TICKETS.LAST_SEEN_AT.le(cycle.startedAt()))
                    .and(within(cycle.scope()))
                    .and(TICKETS.VIOLATION_KEY.notIn(JsonRows.texts(dialect, present)))
                    .orderBy(TICKETS.VIOLATION_KEY))
            .fetch(TICKETS.ID);
    if (ids.isEmpty()) {
      return List.of();
    }
    return context
        .update(TICKETS)
        .set(TICKETS.STATUS, TicketStatus.RESOLVED)
        .set(TICKETS.RESOLVED_AT, cycle.startedAt())
        .set(TICKETS.VERSION, TICKETS.VERSION.plus(inline(1L)))
        .set(TICKETS.UPDATED_AT, now)
        .where(TICKETS.ID.in(JsonRows.ids(dialect, ids)))
        .returning()
        .fetch()
        .map(TicketRows::ticket)
        .stream()
        .sorted(Comparator.comparing(Ticket::violationKey))
        .toList();
  }

  private Condition within(Scope scope) {
    if (scope instanceof Scope.Invariants some) {
      return TICKETS.INVARIANT_NAME.in(JsonRows.texts(dialect, some.names()));
    }
    if (scope instanceof Scope.Keys some) {
      return TICKETS.VIOLATION_KEY.in(JsonRows.texts(dialect, some.violationKeys()));
    }
    return DSL.noCondition();
  }
}
