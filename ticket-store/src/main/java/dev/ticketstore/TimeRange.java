package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From an instant on, until before another.
 *
 * @param from the first instant within; null for no bound
 * @param until the first instant after; null for no bound
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant until) {

  /** All of time. */
  public static final TimeRange ALWAYS = new TimeRange(null, null);

  /**
   * Checks the bounds.
   *
   * @throws InvalidInputException if one is outside years 0001 to 9999, or {@code until} is before
   *     {@code from}
   */
  public TimeRange {
    from = Check.optionalInstant("from", from);
    until = Check.optionalInstant("until", until);
    if (from != null && until != null && until.isBefore(from)) {
      throw new InvalidInputException(
          "until", "expected an instant at or after " + from + ", not " + until);
    }
  }

  /** From {@code instant} on. */
  public static TimeRange from(Instant instant) {
    return new TimeRange(Check.notNull("from", instant), null);
  }

  /** Until before {@code instant}. */
  public static TimeRange until(Instant instant) {
    return new TimeRange(null, Check.notNull("until", instant));
  }
}
