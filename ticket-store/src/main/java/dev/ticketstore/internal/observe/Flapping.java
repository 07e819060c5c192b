package dev.ticketstore.internal.observe;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.jooq.types.InstantText;
import java.time.Duration;
import java.time.Instant;

/**
 * When a key opens tickets again and again.
 *
 * @param tickets how many within the window make it flap
 * @param window in which they are opened, and for which the key must be quiet to cease
 */
public record Flapping(int tickets, Duration window) {

  /** The default, which is right for most. */
  public static final Flapping DEFAULT = new Flapping(3, Duration.ofMinutes(10));

  /** More tickets than a key can have. */
  public static final Flapping NEVER = new Flapping(Integer.MAX_VALUE, Duration.ZERO);

  private static final int MAX_TICKETS = 1_000;
  private static final Duration LONGEST = Duration.ofDays(7);

  /**
   * Checks both.
   *
   * @throws InvalidInputException that names the value
   */
  public static Flapping of(int tickets, Duration window) {
    if (tickets < 2 || tickets > MAX_TICKETS) {
      throw new InvalidInputException(
          "flapping", "expected 2 to " + MAX_TICKETS + " tickets, not " + tickets);
    }
    if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(LONGEST) > 0) {
      throw new InvalidInputException("flapping", "expected 1 s to 7 days, not " + window);
    }
    return new Flapping(tickets, window);
  }

  /** The beginning of the window that ends at an instant, or of all time. */
  public Instant since(Instant end) {
    return end.isBefore(InstantText.MIN.plus(window)) ? InstantText.MIN : end.minus(window);
  }
}
