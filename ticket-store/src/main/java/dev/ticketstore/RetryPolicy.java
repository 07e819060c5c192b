package dev.ticketstore;

import dev.ticketstore.internal.validation.Check;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How often, and for how long, a call is made again after a failure that may pass. Pauses double
 * from the first to the longest, and each is cut at random to between half and all of it, so that
 * callers that failed together do not come back together.
 *
 * <p>{@link TicketStore#retrying} makes the operations of a store again. {@link #retry} and {@link
 * #retryIdempotent} do so with any other call, such as {@link TicketStore#purge}.
 *
 * @param maxAttempts the first one included, from 1 to 1,000
 * @param maxTime after which no attempt begins, from 0 to 1 day. An attempt that has begun takes
 *     its own time-outs
 * @param firstPause before the second attempt, from 1 ms to 1 h
 * @param longestPause from the first pause to 1 h
 */
public record RetryPolicy(
    int maxAttempts, Duration maxTime, Duration firstPause, Duration longestPause) {

  private static final int MOST_ATTEMPTS = 1_000;
  private static final Duration LONGEST_TIME = Duration.ofDays(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final RetryPolicy DEFAULT =
      new RetryPolicy(20, Duration.ofMinutes(1), Duration.ofMillis(50), Duration.ofSeconds(5));

  /**
   * Checks every value.
   *
   * @throws InvalidInputException that names the component and quotes the value
   */
  public RetryPolicy {
    if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
      throw new InvalidInputException(
          "maxAttempts", "expected 1 to " + MOST_ATTEMPTS + ", not " + maxAttempts);
    }
    within("maxTime", Duration.ZERO, LONGEST_TIME, maxTime);
    within("firstPause", SHORTEST_PAUSE, LONGEST_PAUSE, firstPause);
    within("longestPause", firstPause, LONGEST_PAUSE, longestPause);
  }

  private static void within(String field, Duration least, Duration most, Duration value) {
    Check.notNull(field, value);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidInputException(
          field, "expected " + least + " to " + most + ", not " + value);
    }
  }

  /** At most 20 attempts within 1 minute, with pauses from 50 ms to 5 s. */
  public static RetryPolicy standard() {
    return DEFAULT;
  }

  /** The same with another number of attempts, the first one included. */
  public RetryPolicy withMaxAttempts(int attempts) {
    return new RetryPolicy(attempts, maxTime, firstPause, longestPause);
  }

  /** The same with another time after which no attempt begins. */
  public RetryPolicy withMaxTime(Duration time) {
    return new RetryPolicy(maxAttempts, time, firstPause, longestPause);
  }

  /** The same with other pauses. */
  public RetryPolicy withPauses(Duration first, Duration longest) {
    return new RetryPolicy(maxAttempts, maxTime, first, longest);
  }

  /**
   * Makes a call until it succeeds, and again only after a {@link TicketStoreException} that is
   * {@link TicketStoreException#isRetryable() retryable}, of which nothing took effect. A
   * transaction of the caller's with {@link TicketStore#within} is one call.
   *
   * <p>An interrupt ends a pause, and stays set.
   *
   * @return what the call returns
   * @throws TicketStoreException the last failure, with the earlier ones as {@linkplain
   *     Throwable#getSuppressed() suppressed}
   */
  public <T extends @Nullable Object> T retry(Supplier<T> call) {
    return new Retries(this).run(Check.notNull("call", call), false);
  }

  /**
   * The same with a call that may be made twice, which is also made again if its outcome is unknown
   * ({@link TicketStoreException#isRetryableIfIdempotent()}). {@link TicketStore#bulk}, {@link
   * TicketStore#purge} and {@link StoreCopy} are such calls.
   *
   * @return what the call returns
   * @throws TicketStoreException the first failure whose outcome is unknown if there is one, as the
   *     call may then have taken effect; otherwise the last failure. The others are suppressed
   */
  public <T extends @Nullable Object> T retryIdempotent(Supplier<T> call) {
    return new Retries(this).run(Check.notNull("call", call), true);
  }
}
