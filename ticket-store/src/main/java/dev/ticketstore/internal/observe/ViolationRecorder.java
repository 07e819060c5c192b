package dev.ticketstore.internal.observe;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.tables.Tickets;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What violations do to tickets. */
public record ViolationRecorder(Transactions executor, Dialect dialect, Flapping flapping) {

  /** Only what others do at the same moment makes another round necessary. */
  private static final int MAX_ROUNDS = 10;

  public List<Observation> observeAll(List<Violation> violations, Actor author, Instant now) {
    return observeSeen(TimedViolation.of(violations, now), author, now);
  }

  public List<Observation> observeSeen(List<TimedViolation> seen, Actor author, Instant now) {
    Upsert upsert = new Upsert(dialect, flapping, author, null, now);
    if (seen.stream().allMatch(each -> each.observationId() == null)) {
      List<KeyedObservations> keys = KeyedObservations.of(seen);
      // One statement writes all then, and what follows it, if anything, only reads.
      if (keys.stream().allMatch(KeyedObservations::isOfOneInstant)
          && KeyedObservations.chunks(keys).size() == 1) {
        return executor.update(
            context -> {
              Observation[] done = new Observation[seen.size()];
              count(context, seen, keys, upsert, done);
              return List.of(done);
            });
      }
    }
    Optional<Observation> alone = observeWithId(seen, upsert);
    return alone.isPresent()
        ? List.of(alone.get())
        : executor.transaction(context -> observe(context, seen, upsert));
  }

  /** Counts a single observation, if it has an id that has not been counted, and is not late. */
  private Optional<Observation> observeWithId(List<TimedViolation> seen, Upsert upsert) {
    String id = seen.size() == 1 ? seen.get(0).observationId() : null;
    if (id == null) {
      return Optional.empty();
    }
    KeyedObservations key = KeyedObservations.of(seen).get(0);
    return dialect.writesWithin()
        ? executor.update(context -> observeWithId(context, key, id, upsert))
        : executor.transaction(
            context -> {
              Optional<Observation> observed = observeWithId(context, key, id, upsert);
              observed.ifPresent(
                  each ->
                      new ObservationIds(context, dialect)
                          .add(seen, new Observation[] {each}, upsert.now()));
              return observed;
            });
  }

  private static Optional<Observation> observeWithId(
      DSLContext context, KeyedObservations key, String id, Upsert upsert) {
    return upsert.runUnlessCounted(context, key, id).stream()
        .map(
            ticket ->
                new Observation(key.hasOpened(ticket) ? Outcome.CREATED : Outcome.REPEATED, ticket))
        .findFirst();
  }

  /**
   * Counts what was seen.
   *
   * @param seen in the order of places
   */
  public List<Observation> observe(DSLContext context, List<TimedViolation> seen, Upsert upsert) {
    ObservationIds ids = new ObservationIds(context, dialect);
    Map<String, Long> counted = ids.counted(seen);
    Set<String> given = new HashSet<>(counted.keySet());
    List<TimedViolation> fresh = new ArrayList<>();
    List<TimedViolation> duplicates = new ArrayList<>();
    for (TimedViolation each : seen) {
      boolean first = each.observationId() == null || given.add(each.observationId());
      (first ? fresh : duplicates).add(each);
    }

    Observation[] done = new Observation[seen.size()];
    count(context, fresh, KeyedObservations.of(fresh), upsert, done);
    counted.putAll(ids.add(fresh, done, upsert.now()));
    addDuplicates(context, duplicates, counted, done);
    return List.of(done);
  }

  /** Counts observations that have not counted yet, whose keys these are. */
  private void count(
      DSLContext context,
      List<TimedViolation> seen,
      List<KeyedObservations> keys,
      Upsert upsert,
      Observation[] done) {
    List<TimedViolation> rest = countOnce(context, seen, keys, upsert, done);
    for (int round = 1; !rest.isEmpty(); round++) {
      if (round == MAX_ROUNDS) {
        throw new DatabaseException(Reason.CONFLICT, "others resolve the same tickets", null);
      }
      rest = countOnce(context, rest, KeyedObservations.of(rest), upsert, done);
    }
  }

  /**
   * Counts the keys of which nothing is older than the last resolution, and tells the late ones.
   *
   * @return what is neither, of keys of which some is late
   */
  private List<TimedViolation> countOnce(
      DSLContext context,
      List<TimedViolation> seen,
      List<KeyedObservations> keys,
      Upsert upsert,
      Observation[] done) {
    Map<String, Ticket> tickets = new HashMap<>();
    for (List<KeyedObservations> chunk : KeyedObservations.chunks(keys)) {
      for (Ticket ticket : upsert.run(context, chunk)) {
        tickets.put(ticket.violationKey(), ticket);
      }
    }
    Set<String> created = new HashSet<>();
    Set<String> left = new HashSet<>();
    for (KeyedObservations key : keys) {
      Ticket ticket = tickets.get(key.violationKey());
      if (ticket == null) {
        left.add(key.violationKey());
      } else if (key.hasOpened(ticket)) {
        created.add(key.violationKey());
      }
    }
    Map<String, Ticket> resolved = lastResolved(context, left);
    List<TimedViolation> again = new ArrayList<>();
    for (TimedViolation each : seen) {
      Ticket ticket = tickets.get(each.violationKey());
      Ticket before = resolved.get(each.violationKey());
      if (ticket != null) {
        Outcome outcome = created.remove(each.violationKey()) ? Outcome.CREATED : Outcome.REPEATED;
        done[each.place()] = new Observation(outcome, ticket);
      } else if (before != null && isBefore(each.at(), before.resolvedAt())) {
        done[each.place()] = new Observation(Outcome.LATE, before);
      } else {
        again.add(each);
      }
    }
    return again;
  }

  private static boolean isBefore(Instant at, @Nullable Instant resolvedAt) {
    return resolvedAt != null && at.isBefore(resolvedAt);
  }

  /** The last resolved tickets of keys, by key. */
  private Map<String, Ticket> lastResolved(DSLContext context, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Tickets resolved = TICKETS.as("r");
    Map<String, Ticket> tickets = new HashMap<>();
    context
        .select(TicketRows.COLUMNS)
        .from(TICKETS)
        .where(
            row(TICKETS.VIOLATION_KEY, TICKETS.EPISODE)
                .in(
                    select(resolved.VIOLATION_KEY, max(resolved.EPISODE))
                        .from(resolved)
                        .where(resolved.VIOLATION_KEY.in(JsonInput.texts(dialect, keys)))
                        .and(resolved.STATUS.eq(TicketStatus.RESOLVED))
                        .and(resolved.EPISODE.gt(inline(0L)))
                        .groupBy(resolved.VIOLATION_KEY)))
        .forEach(
            found -> {
              Ticket ticket = TicketRows.ticket(found);
              tickets.put(ticket.violationKey(), ticket);
            });
    return tickets;
  }

  /** The last resolved ticket of the key stands in for one that has been purged. */
  private void addDuplicates(
      DSLContext context,
      List<TimedViolation> duplicates,
      Map<String, Long> counted,
      Observation[] done) {
    if (duplicates.isEmpty()) {
      return;
    }
    Set<Long> ids = new HashSet<>();
    duplicates.forEach(each -> ids.add(counted.get(each.observationId())));
    Map<Long, Ticket> tickets = TicketRows.byId(context, dialect, ids);
    List<TimedViolation> purged =
        duplicates.stream()
            .filter(each -> !tickets.containsKey(counted.get(each.observationId())))
            .toList();
    Map<String, Ticket> resolved =
        lastResolved(context, purged.stream().map(TimedViolation::violationKey).toList());
    for (TimedViolation each : duplicates) {
      Ticket ticket = tickets.get(counted.get(each.observationId()));
      done[each.place()] =
          new Observation(
              Outcome.DUPLICATE,
              ticket == null ? Objects.requireNonNull(resolved.get(each.violationKey())) : ticket);
    }
  }
}
