package dev.ticketstore.internal.observe;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A violation of one call, with what it takes from the call.
 *
 * @param place in the list of the caller
 * @param at when it was seen
 * @param batchKey its own, or that of the cycle
 */
public record TimedViolation(
    int place, Violation violation, Instant at, @Nullable String batchKey) {

  public static List<TimedViolation> of(List<Violation> violations, Instant now) {
    return of(violations, now, null);
  }

  public static List<TimedViolation> of(CheckCycle cycle) {
    return of(cycle.violations(), cycle.startedAt(), cycle.batchKey());
  }

  private static List<TimedViolation> of(
      List<Violation> violations, Instant seenAt, @Nullable String batchKey) {
    List<TimedViolation> seen = new ArrayList<>();
    for (Violation violation : violations) {
      seen.add(
          new TimedViolation(
              seen.size(),
              violation,
              violation.observedAt() == null ? seenAt : violation.observedAt(),
              violation.batchKey() == null ? batchKey : violation.batchKey()));
    }
    return seen;
  }

  String violationKey() {
    return violation.violationKey();
  }

  @Nullable String observationId() {
    return violation.observationId();
  }
}
