package dev.ticketstore.internal.observe;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.Session;
import dev.ticketstore.jooq.types.InstantText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Counts violations on tickets, all of a call or none: says when each was seen, and opens a
 * transaction for the {@link ViolationCounter} where one statement is not enough.
 */
public record ViolationRecorder(
    Transactions transactions, Dialect dialect, Flapping flapping, Duration maxClockSkew) {

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
      if (Upsert.isOneStatement(keys.size(), dialect)
          && keys.stream().allMatch(KeyedObservations::isLateAsOne)
          && KeyedObservations.chunks(keys).size() == 1) {
        return transactions.update(
            dsl -> new ViolationCounter(upsert(dsl, actor, now)).countAll(violations, keys));
      }
    }
    Optional<Observation> alone = observeOneWithId(violations, actor, now);
    return alone.isPresent()
        ? List.of(alone.get())
        : transactions.transaction(
            dsl -> new ViolationCounter(upsert(dsl, actor, now)).observe(violations));
  }

  private Upsert upsert(DSLContext dsl, Actor actor, Instant now) {
    return new Upsert(new Session(dsl, actor, now), flapping, latest(now), null);
  }

  /**
   * Counts what a check cycle found, within the transaction of a session.
   *
   * @throws InvalidInputException if the cycle starts too far ahead of the present
   */
  public List<Observation> observeCycle(CheckCycle cycle, Session session) {
    notAhead("startedAt", cycle.startedAt(), session.now());
    List<TimedViolation> violations = TimedViolation.of(cycle, session.now(), maxClockSkew);
    Upsert upsert = new Upsert(session, flapping, latest(session.now()), cycle.source());
    return marked(violations, new ViolationCounter(upsert).observe(violations));
  }

  /**
   * The latest instant that an observation can have at {@code now}. A ticket that was seen after it
   * was seen by the store's clock when that was wrong.
   */
  public Instant latest(Instant now) {
    Instant latest = now.plus(maxClockSkew);
    return latest.isAfter(InstantText.MAX) ? InstantText.MAX : latest;
  }

  /**
   * An instant that a caller named.
   *
   * @throws InvalidInputException if it is too far ahead of the present
   */
  public Instant notAhead(String field, Instant instant, Instant now) {
    if (instant.isAfter(latest(now))) {
      throw new InvalidInputException(
          field,
          "expected at most "
              + maxClockSkew
              + " ahead of the store's clock, which says "
              + now
              + ", not "
              + instant);
    }
    return instant;
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
}
