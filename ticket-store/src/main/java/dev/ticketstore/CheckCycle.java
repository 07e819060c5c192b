package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.internal.validation.CycleContent;
import dev.ticketstore.internal.validation.CycleViolations;
import dev.ticketstore.model.CycleOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a monitor's checks: what it looked at, what it found, and whether it got through.
 *
 * @param source who ran the checks: not blank, at most 255 characters
 * @param startedAt when the run began, from year 0001 to 9999, cut to microseconds
 * @param scope what was evaluated
 * @param outcome how the run ended; only a complete one resolves
 * @param violations what failed; one without a time was seen at {@code startedAt}, one without a
 *     batch key has the cycle's
 * @param batchKey the name of this run, which a source gives once: not blank, at most 255
 *     characters. A cycle with the source, batch key and content of one before is the same, sent
 *     again; with other content it is rejected. The content is start, scope, outcome and violations
 * @param endedAt when the run ended; or null if unknown
 * @param resolveAfter how many complete cycles in a row must miss a ticket within their scope
 *     before it is resolved, from 1 to 1,000
 */
public record CheckCycle(
    String source,
    Instant startedAt,
    CycleScope scope,
    CycleOutcome outcome,
    List<Violation> violations,
    String batchKey,
    @Nullable Instant endedAt,
    int resolveAfter) {

  private static final int MAX_RESOLVE_AFTER = 1_000;
  private static final int DIGITS_OF_KEY = 16;

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
    violations = CycleViolations.of(violations);
    Check.name("batchKey", batchKey);
    endedAt = Check.optionalInstant("endedAt", endedAt);
    if (endedAt != null && endedAt.isBefore(startedAt)) {
      throw new InvalidInputException(
          "endedAt", "expected not before " + startedAt + ", but it is " + endedAt);
    }
    if (resolveAfter < 1 || resolveAfter > MAX_RESOLVE_AFTER) {
      throw new InvalidInputException(
          "resolveAfter", "expected 1 to " + MAX_RESOLVE_AFTER + ", not " + resolveAfter);
    }
  }

  /** A cycle that resolves at once, and whose end is unknown. */
  public CheckCycle(
      String source,
      Instant startedAt,
      CycleScope scope,
      CycleOutcome outcome,
      List<Violation> violations,
      String batchKey) {
    this(source, startedAt, scope, outcome, violations, batchKey, null, 1);
  }

  /**
   * A cycle without a name, whose batch key is its start and a digest of its content, such as
   * {@code 2026-01-24T23:08:00Z#1f40fc92da241694}. Cycles that differ have different ones.
   */
  public CheckCycle(
      String source,
      Instant startedAt,
      CycleScope scope,
      CycleOutcome outcome,
      List<Violation> violations) {
    this(source, startedAt, scope, outcome, CycleViolations.of(violations));
  }

  private CheckCycle(
      String source,
      Instant startedAt,
      CycleScope scope,
      CycleOutcome outcome,
      CycleViolations violations) {
    this(
        source,
        startedAt,
        scope,
        outcome,
        violations,
        keyOf(
            Check.instant("startedAt", startedAt),
            Check.notNull("scope", scope),
            Check.notNull("outcome", outcome),
            violations));
  }

  private static String keyOf(
      Instant startedAt, CycleScope scope, CycleOutcome outcome, CycleViolations violations) {
    String digest = CycleContent.digest(startedAt, scope, outcome, violations);
    return startedAt + "#" + digest.substring(0, DIGITS_OF_KEY);
  }

  /** The SHA-256 of its start, scope, outcome and violations, in hexadecimal. */
  public String contentDigest() {
    return CycleContent.digest(startedAt, scope, outcome, CycleViolations.of(violations));
  }

  /** The same cycle, with its end. */
  public CheckCycle withEnd(Instant end) {
    Check.notNull("endedAt", end);
    return new CheckCycle(
        source, startedAt, scope, outcome, violations, batchKey, end, resolveAfter);
  }

  /** The same cycle, which resolves a ticket after this number of complete cycles without it. */
  public CheckCycle withResolveAfter(int cycles) {
    return new CheckCycle(source, startedAt, scope, outcome, violations, batchKey, endedAt, cycles);
  }
}
