package dev.ticketstore.internal.observe;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.Session;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.tables.Tickets;
import java.time.Duration;
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

/**
 * Counts violations on tickets: splits those of a call into keys, hands them to the {@link Upsert},
 * and makes outcomes of its rows. It opens no transaction of its own where one statement does.
 */
public record ViolationRecorder(
    Transactions transactions, Dialect dialect, Flapping flapping, Duration maxClockSkew) {

  /** Only calls of others at the same moment make another round necessary. */
  private static final int MAX_ROUNDS = 10;

  /** Counts violations that a caller observed at {@code now}, unless they say otherwise. */
  public List<Observation> observeAll(List<Violation> violations, Actor actor, Instant now) {
    return observe(TimedViolation.of(violations, now, maxClockSkew), actor, now);
  }

  /** The same recorder within a transaction of the caller's. */
  public ViolationRecorder within(Transactions transaction, Dialect of) {
    return new ViolationRecorder(transaction, of, flapping, maxClockSkew);
  }

  /** Counts violations, all or none. */
  public List<Observation> observe(List<TimedViolation> violations, Actor actor, Instant now) {
    return marked(violations, count(violations, actor, now));
  }

  /** Says which observations came from a clock that was too far ahead. */
  private static List<Observation> marked(
      List<TimedViolation> violations, List<Observation> observations) {
    if (violations.stream().noneMatch(TimedViolation::skewed)) {
      return observations;
    }
    List<Observation> marked = new ArrayList<>();
    for (int i = 0; i < observations.size(); i++) {
      Observation each = observations.get(i);
      marked.add(new Observation(each.outcome(), each.ticket(), violations.get(i).skewed()));
    }
    return List.copyOf(marked);
  }

  private List<Observation> count(List<TimedViolation> violations, Actor actor, Instant now) {
    if (violations.stream().allMatch(each -> each.observationId() == null)) {
      List<KeyedObservations> keys = KeyedObservations.of(violations);
      // One statement writes all, and those after it, if any, only read.
      if (keys.stream().allMatch(KeyedObservations::isLateAsOne)
          && KeyedObservations.chunks(keys).size() == 1) {
        return transactions.update(
            dsl -> inOrder(violations, count(violations, keys, upsert(dsl, actor, now))));
      }
    }
    Optional<Observation> alone = observeOneWithId(violations, actor, now);
    return alone.isPresent()
        ? List.of(alone.get())
        : transactions.transaction(dsl -> observeWithin(violations, upsert(dsl, actor, now)));
  }

  private Upsert upsert(DSLContext dsl, Actor actor, Instant now) {
    return new Upsert(new Session(dsl, actor, now), flapping, null);
  }

  /**
   * Counts what a check cycle found, within the transaction of a session.
   *
   * @throws InvalidInputException if the cycle starts too far ahead of the present
   */
  public List<Observation> observeCycle(CheckCycle cycle, Session session) {
    if (cycle.startedAt().isAfter(session.now().plus(maxClockSkew))) {
      throw new InvalidInputException(
          "startedAt",
          "expected at most "
              + maxClockSkew
              + " ahead of the store's clock, which says "
              + session.now()
              + ", not "
              + cycle.startedAt());
    }
    List<TimedViolation> violations = TimedViolation.of(cycle, session.now(), maxClockSkew);
    return marked(
        violations, observeWithin(violations, new Upsert(session, flapping, cycle.source())));
  }

  /** Counts a single observation, if it has an id that has not been counted, and is not late. */
  private Optional<Observation> observeOneWithId(
      List<TimedViolation> violations, Actor actor, Instant now) {
    String id = violations.size() == 1 ? violations.get(0).observationId() : null;
    if (id == null) {
      return Optional.empty();
    }
    KeyedObservations key = KeyedObservations.of(violations).get(0);
    return dialect.writesWithin()
        ? transactions.update(dsl -> observeUnlessCounted(key, id, upsert(dsl, actor, now)))
        : transactions.transaction(
            dsl -> {
              Optional<Observation> observed =
                  observeUnlessCounted(key, id, upsert(dsl, actor, now));
              observed.ifPresent(
                  each -> new ObservationIds(dsl).add(violations, Map.of(0, each), now));
              return observed;
            });
  }

  private static Optional<Observation> observeUnlessCounted(
      KeyedObservations key, String id, Upsert upsert) {
    return upsert.runUnlessCounted(key, id).stream()
        .map(
            ticket ->
                new Observation(key.hasOpened(ticket) ? Outcome.CREATED : Outcome.REPEATED, ticket))
        .findFirst();
  }

  private static List<Observation> observeWithin(List<TimedViolation> violations, Upsert upsert) {
    ObservationIds ids = new ObservationIds(upsert.session().dsl());
    Map<String, Long> counted = ids.counted(violations);
    Set<String> given = new HashSet<>(counted.keySet());
    List<TimedViolation> fresh = new ArrayList<>();
    List<TimedViolation> duplicates = new ArrayList<>();
    for (TimedViolation each : violations) {
      boolean first = each.observationId() == null || given.add(each.observationId());
      (first ? fresh : duplicates).add(each);
    }

    Map<Integer, Observation> done = count(fresh, KeyedObservations.of(fresh), upsert);
    counted.putAll(ids.add(fresh, done, upsert.session().now()));
    Map<String, Observation> late = lateById(fresh, done);
    duplicates.stream()
        .filter(each -> late.containsKey(each.observationId()))
        .forEach(each -> done.put(each.place(), late.get(each.observationId())));
    duplicates.removeIf(each -> late.containsKey(each.observationId()));
    done.putAll(duplicates(duplicates, counted, upsert.session().dsl()));
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
  private static Map<Integer, Observation> count(
      List<TimedViolation> violations, List<KeyedObservations> keys, Upsert upsert) {
    Map<Integer, Observation> done = new HashMap<>();
    List<TimedViolation> rest = violations;
    List<KeyedObservations> restOfKeys = keys;
    for (int round = 1; !rest.isEmpty(); round++) {
      if (round > MAX_ROUNDS) {
        throw new DatabaseException(Reason.CONFLICT, "others resolve the same tickets", null);
      }
      done.putAll(countOnce(rest, restOfKeys, upsert));
      rest = rest.stream().filter(each -> !done.containsKey(each.place())).toList();
      restOfKeys = KeyedObservations.of(rest);
    }
    return done;
  }

  /**
   * Counts the keys without a late observation, and finds the late ones of the other keys; by
   * place. Those of the other keys that are not late are left for another round.
   */
  private static Map<Integer, Observation> countOnce(
      List<TimedViolation> violations, List<KeyedObservations> keys, Upsert upsert) {
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
    Map<String, Ticket> resolved = lastResolved(upsert.session().dsl(), left);
    Map<Integer, Observation> done = new HashMap<>();
    for (TimedViolation each : violations) {
      Ticket ticket = tickets.get(each.violationKey());
      Ticket before = resolved.get(each.violationKey());
      if (ticket != null) {
        Outcome outcome = created.remove(each.violationKey()) ? Outcome.CREATED : Outcome.REPEATED;
        done.put(each.place(), new Observation(outcome, ticket));
      } else if (before != null && each.isLate(before, upsert.session().now())) {
        done.put(each.place(), new Observation(Outcome.LATE, before));
      }
    }
    return done;
  }

  /** The last resolved tickets of keys, by key. */
  private static Map<String, Ticket> lastResolved(DSLContext dsl, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Tickets resolved = TICKETS.as("r");
    Map<String, Ticket> tickets = new HashMap<>();
    dsl.select(TicketRows.COLUMNS)
        .from(TICKETS)
        .where(
            row(TICKETS.VIOLATION_KEY, TICKETS.EPISODE)
                .in(
                    select(resolved.VIOLATION_KEY, max(resolved.EPISODE))
                        .from(resolved)
                        .where(
                            resolved.VIOLATION_KEY.in(
                                JsonInput.column(Dialect.of(dsl), TICKETS.VIOLATION_KEY, keys)))
                        .and(TicketRows.isResolvedEpisode(resolved))
                        .groupBy(resolved.VIOLATION_KEY)))
        .forEach(
            found -> {
              Ticket ticket = TicketRows.ticket(found);
              tickets.put(ticket.violationKey(), ticket);
            });
    return tickets;
  }

  /** Observations that had been counted; the last resolved ticket stands in for a purged one. */
  private static Map<Integer, Observation> duplicates(
      List<TimedViolation> duplicates, Map<String, Long> counted, DSLContext dsl) {
    Map<Integer, Observation> done = new HashMap<>();
    if (duplicates.isEmpty()) {
      return done;
    }
    Set<Long> ids = new HashSet<>();
    duplicates.forEach(each -> ids.add(ticketId(each, counted)));
    Map<Long, Ticket> tickets = TicketRows.byId(dsl, ids);
    Map<String, Ticket> resolved =
        lastResolved(
            dsl,
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
