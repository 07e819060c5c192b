package dev.ticketstore.internal.observe;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A violation of one call, with the values that it takes from the call.
 *
 * @param place in the list of the caller
 * @param at when it was seen
 * @param ownTime whether that is a time of its own, or of its cycle, and not that of the call
 * @param batchKey its own, or that of the cycle
 * @param skewed whether the time that it came with was too far ahead of the present
 */
public record TimedViolation(
    int place,
    Violation violation,
    Instant at,
    boolean ownTime,
    @Nullable String batchKey,
    boolean skewed) {

  /**
   * A violation of a call that was made at {@code now}. One from a clock that is further ahead than
   * {@code maxClockSkew} counts as observed now.
   */
  public static TimedViolation of(
      int place, Violation violation, Instant now, Duration maxClockSkew) {
    return of(place, violation, violation.observedAt(), violation.batchKey(), now, maxClockSkew);
  }

  private static TimedViolation of(
      int place,
      Violation violation,
      @Nullable Instant at,
      @Nullable String batchKey,
      Instant now,
      Duration maxClockSkew) {
    boolean skewed = at != null && at.isAfter(now.plus(maxClockSkew));
    return at == null || skewed
        ? new TimedViolation(place, violation, now, false, batchKey, skewed)
        : new TimedViolation(place, violation, at, true, batchKey, false);
  }

  /** Violations of a call that was made at {@code now}. */
  static List<TimedViolation> of(List<Violation> violations, Instant now, Duration maxClockSkew) {
    List<TimedViolation> timed = new ArrayList<>();
    for (Violation violation : violations) {
      timed.add(of(timed.size(), violation, now, maxClockSkew));
    }
    return timed;
  }

  /** Violations of a cycle. One without a time was seen when the cycle began. */
  static List<TimedViolation> of(CheckCycle cycle, Instant now, Duration maxClockSkew) {
    List<TimedViolation> timed = new ArrayList<>();
    for (Violation violation : cycle.violations()) {
      timed.add(
          of(
              timed.size(),
              violation,
              violation.observedAt() == null ? cycle.startedAt() : violation.observedAt(),
              violation.batchKey() == null ? cycle.batchKey() : violation.batchKey(),
              now,
              maxClockSkew));
    }
    return timed;
  }

  String violationKey() {
    return violation.violationKey();
  }

  @Nullable String observationId() {
    return violation.observationId();
  }

  /**
   * Whether it is late: with a time of its own before the key's last resolution, or not after the
   * last observation of the ticket resolved then. A resolution ahead of the present does not count,
   * nor does an observation after {@code latest}, so that no clock silences a key; and nothing is
   * late for a ticket that had begun by then. {@link UpsertStatement} has the same rule in SQL.
   *
   * @param resolved the last resolved ticket of the key
   * @param begun when the unresolved ticket of the key was first seen; null if there is none
   * @param now the present by the store's clock
   * @param latest the latest instant that an observation can have
   */
  boolean isLate(Ticket resolved, @Nullable Instant begun, Instant now, Instant latest) {
    Instant lastSeenAt = resolved.lastSeenAt();
    Instant resolvedAt = resolved.resolvedAt();
    return ownTime
        && (begun == null || at.isBefore(begun))
        && ((!at.isAfter(lastSeenAt) && !lastSeenAt.isAfter(latest))
            || (resolvedAt != null && !resolvedAt.isAfter(now) && at.isBefore(resolvedAt)));
  }
}
