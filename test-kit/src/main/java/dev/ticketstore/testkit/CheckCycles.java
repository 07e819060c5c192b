package dev.ticketstore.testkit;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Makes check cycles of one source, which start when a clock says.
 *
 * @param source of the cycles
 * @param clock of the test
 * @param scope of the cycles
 */
public record CheckCycles(String source, Clock clock, CycleScope scope) {

  /** Cycles that check everything. */
  public static CheckCycles of(String source, Clock clock) {
    return new CheckCycles(source, clock, CycleScope.everything());
  }

  /** Cycles of the same source that check less. */
  public CheckCycles checking(CycleScope other) {
    return new CheckCycles(source, clock, other);
  }

  /** A complete cycle that found these violations, and no others: it resolves what it misses. */
  public CheckCycle finding(Violation... violations) {
    return cycle(CycleOutcome.COMPLETE, violations);
  }

  /** A cycle that found these violations before it failed: it resolves nothing. */
  public CheckCycle failingAfter(Violation... violations) {
    return cycle(CycleOutcome.FAILED, violations);
  }

  private CheckCycle cycle(CycleOutcome outcome, Violation... violations) {
    Instant start = clock.instant();
    return new CheckCycle(source, start, scope, outcome, List.of(violations));
  }
}
