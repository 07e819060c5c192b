package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import org.jspecify.annotations.Nullable;

/**
 * A step for many tickets.
 *
 * @param step what to do with each
 * @param actor the name for the history, or null if none was given
 * @param note what the actor says about it; null for nothing
 */
public record BulkChange(Step step, @Nullable String actor, @Nullable String note) {

  /** The steps that many tickets can take at once. */
  public enum Step {
    /** As {@link TicketOperations#acknowledge}. */
    ACKNOWLEDGE,
    /** As {@link TicketOperations#resolve}. */
    RESOLVE,
    /** As {@link TicketOperations#resolveAndReleaseHold}. */
    RESOLVE_AND_RELEASE_HOLD,
    /** As {@link TicketOperations#hold}. */
    HOLD,
    /** As {@link TicketOperations#unhold}. */
    UNHOLD
  }

  /**
   * Checks every value.
   *
   * @throws InvalidInputException that names the component and quotes the value
   */
  public BulkChange {
    Check.notNull("step", step);
    Check.optionalName("actor", actor);
    Check.optionalText("note", note);
  }

  /** A step without an actor. */
  public static BulkChange of(Step step) {
    return new BulkChange(step, null, null);
  }

  /** The same step with an actor and a reason for the history. */
  public BulkChange by(String who, @Nullable String why) {
    return new BulkChange(step, Check.notNull("actor", who), why);
  }
}
