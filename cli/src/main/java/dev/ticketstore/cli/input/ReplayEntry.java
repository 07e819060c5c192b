package dev.ticketstore.cli.input;

import dev.ticketstore.CheckCycle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a replay. */
public sealed interface ReplayEntry {

  /** A check cycle. */
  record Cycle(CheckCycle cycle) implements ReplayEntry {}

  /**
   * A single violation, or a single check that passed.
   *
   * @param cycle a cycle with the same effect: one that found the violation and resolves nothing,
   *     or one that found nothing for its only key
   */
  record Single(CheckCycle cycle) implements ReplayEntry {}

  /**
   * A step of a person with the ticket that a key had at that time.
   *
   * @param at when it took effect, in microseconds
   * @param value the cause, the assignee or the comment; null for a step that has none
   */
  record Step(
      StepKind kind,
      String violationKey,
      Instant at,
      @Nullable String by,
      @Nullable String note,
      @Nullable String value)
      implements ReplayEntry {}

  /** A step with a ticket. */
  enum StepKind {
    ACKNOWLEDGED,
    DIAGNOSED,
    ASSIGNED,
    UNASSIGNED,
    COMMENTED,
    HELD,
    UNHELD,
    RESOLVED
  }
}
