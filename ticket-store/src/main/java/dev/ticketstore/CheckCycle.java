package dev.ticketstore;

import dev.ticketstore.internal.Check;
import java.time.Instant;
import java.util.List;

/**
 * One run of a monitor's checks: what it looked at, what it found, and whether it got through.
 *
 * @param source who ran the checks: not blank, at most 255 characters
 * @param startedAt when the run began, from year 0001 to 9999, cut to microseconds
 * @param scope what was evaluated
 * @param outcome how the run ended; only a complete one resolves
 * @param violations what failed; one without a time was seen at {@code startedAt}, one without a
 *     batch key has the cycle's
 * @param batchKey the name of this run: not blank, at most 255 characters
 */
public record CheckCycle(
    String source,
    Instant startedAt,
    Scope scope,
    Outcome outcome,
    List<Violation> violations,
    String batchKey) {

  /** How a run of checks ended. */
  public enum Outcome {
    /** All checks of the scope were evaluated. What did not fail is well. */
    COMPLETE,
    /** Some checks of the scope were not evaluated. Nothing can be said of what did not fail. */
    PARTIAL,
    /** The run broke down. Nothing can be said of what did not fail. */
    FAILED
  }

  /**
   * Checks every value.
   *
   * @throws InvalidInputException that names the component and quotes the value
   */
  public CheckCycle {
    Check.name("source", source);
    startedAt = Check.instant("startedAt", startedAt);
    Check.notNull("scope", scope);
    Check.notNull("outcome", outcome);
    violations = Check.list("violations", violations);
    Check.name("batchKey", batchKey);
  }

  /** A cycle whose batch key is its start, such as {@code 2026-01-24T23:08:00Z}. */
  public CheckCycle(
      String source, Instant startedAt, Scope scope, Outcome outcome, List<Violation> violations) {
    this(
        source,
        startedAt,
        scope,
        outcome,
        violations,
        Check.instant("startedAt", startedAt).toString());
  }
}
