package dev.ticketstore.internal.observe;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.internal.tickets.TicketRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Counts violations on tickets within a transaction, or by one statement: splits them into keys,
 * hands those to the {@link Upsert}, and makes outcomes of its rows.
 */
record ViolationCounter(Upsert upsert) {

  /** Only calls of others at the same moment make another round necessary. */
  private static final int MAX_ROUNDS = 10;

  /** Counts violations without an id, whose keys these are. */
  List<Observation> countAll(List<TimedViolation> violations, List<KeyedObservations> keys) {
    return inOrder(violations, count(violations, keys));
  }

  /** Counts those whose id has not been counted before. */
  List<Observation> observe(List<TimedViolation> violations) {
    ObservationIds ids = new ObservationIds(upsert.session().dsl());
    Map<String, Long> counted = ids.counted(violations);
    Set<String> given = new HashSet<>(counted.keySet());
    List<TimedViolation> fresh = new ArrayList<>();
    List<TimedViolation> duplicates = new ArrayList<>();
    for (TimedViolation each : violations) {
      boolean first = each.observationId() == null || given.add(each.observationId());
      (first ? fresh : duplicates).add(each);
    }

    Map<Integer, Observation> done = count(fresh, KeyedObservations.of(fresh));
    counted.putAll(ids.add(fresh, done, upsert.session().now()));
    Map<String, Observation> late = lateById(fresh, done);
    duplicates.stream()
        .filter(each -> late.containsKey(each.observationId()))
        .forEach(each -> done.put(each.place(), late.get(each.observationId())));
    duplicates.removeIf(each -> late.containsKey(each.observationId()));
    done.putAll(duplicates(duplicates, counted));
    return inOrder(violations, done);
  }

  /** The late observations by id, which the same id in the same call repeats. */
  private static Map<String, Observation> lateById(
      List<TimedViolation> violations, Map<Integer, Observation> done) {
    Map<String, Observation> late = new HashMap<>();
    for (TimedViolation each : violations) {
      Observation observation = Objects.requireNonNull(done.get(each.place()));
      if (each.observationId() != null && observation.outcome() == Outcome.LATE) {
        late.put(each.observationId(), observation);
      }
    }
    return late;
  }

  private static List<Observation> inOrder(
      List<TimedViolation> violations, Map<Integer, Observation> byPlace) {
    return violations.stream()
        .map(each -> Objects.requireNonNull(byPlace.get(each.place())))
        .toList();
  }

  /** Counts observations that have not been counted, whose keys these are; by place. */
  private Map<Integer, Observation> count(
      List<TimedViolation> violations, List<KeyedObservations> keys) {
    Map<Integer, Observation> done = new HashMap<>();
    List<TimedViolation> rest = violations;
    List<KeyedObservations> restOfKeys = keys;
    for (int round = 1; !rest.isEmpty(); round++) {
      if (round > MAX_ROUNDS) {
        throw new DatabaseException(Reason.CONFLICT, "others resolve the same tickets", null);
      }
      done.putAll(countOnce(rest, restOfKeys));
      rest = rest.stream().filter(each -> !done.containsKey(each.place())).toList();
      restOfKeys = KeyedObservations.of(rest);
    }
    return done;
  }

  /**
   * Counts the keys without a late observation, and finds the late ones of the other keys; by
   * place. Those of the other keys that are not late are left for another round.
   */
  private Map<Integer, Observation> countOnce(
      List<TimedViolation> violations, List<KeyedObservations> keys) {
    Map<String, Ticket> tickets = new HashMap<>();
    for (List<KeyedObservations> chunk : KeyedObservations.chunks(keys)) {
      upsert.run(chunk).forEach(ticket -> tickets.put(ticket.violationKey(), ticket));
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
    EarlierTickets earlier = new EarlierTickets(upsert.session().dsl());
    Map<String, Ticket> resolved = earlier.lastResolved(left);
    Map<String, Instant> begun = earlier.begun(resolved.keySet());
    Map<Integer, Observation> done = new HashMap<>();
    for (TimedViolation each : violations) {
      Ticket ticket = tickets.get(each.violationKey());
      Ticket before = resolved.get(each.violationKey());
      if (ticket != null) {
        Outcome outcome = created.remove(each.violationKey()) ? Outcome.CREATED : Outcome.REPEATED;
        done.put(each.place(), new Observation(outcome, ticket));
      } else if (before != null
          && each.isLate(
              before, begun.get(each.violationKey()), upsert.session().now(), upsert.latest())) {
        done.put(each.place(), new Observation(Outcome.LATE, before));
      }
    }
    return done;
  }

  /** Observations that had been counted; the last resolved ticket stands in for a purged one. */
  private Map<Integer, Observation> duplicates(
      List<TimedViolation> duplicates, Map<String, Long> counted) {
    DSLContext dsl = upsert.session().dsl();
    Map<Integer, Observation> done = new HashMap<>();
    if (duplicates.isEmpty()) {
      return done;
    }
    Set<Long> ids = new HashSet<>();
    duplicates.forEach(each -> ids.add(ticketId(each, counted)));
    Map<Long, Ticket> tickets = TicketRows.byId(dsl, ids);
    Map<String, Ticket> resolved =
        new EarlierTickets(dsl)
            .lastResolved(
                duplicates.stream()
                    .filter(each -> !tickets.containsKey(ticketId(each, counted)))
                    .map(TimedViolation::violationKey)
                    .toList());
    for (TimedViolation each : duplicates) {
      @Nullable Ticket ticket = tickets.get(ticketId(each, counted));
      done.put(
          each.place(),
          new Observation(
              Outcome.DUPLICATE,
              ticket == null ? Objects.requireNonNull(resolved.get(each.violationKey())) : ticket));
    }
    return done;
  }

  private static long ticketId(TimedViolation violation, Map<String, Long> counted) {
    return Objects.requireNonNull(counted.get(violation.observationId()));
  }
}
