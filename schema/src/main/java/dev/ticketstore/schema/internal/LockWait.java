package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time that a migration has left to wait for locks. An interrupt ends it. */
final class LockWait {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Duration timeout;
  private final long deadline;
  private long backOffNanos = PAUSE_NANOS;

  LockWait(Duration timeout) {
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /** The time that is left, of at most a limit, for PostgreSQL: 0 means without end there. */
  String atMost(Duration limit) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    return Math.max(1, Math.min(limit.toMillis(), left)) + "ms";
  }

  /** Waits for its turn at Liquibase, which must be {@linkplain LiquibaseSession#leave left}. */
  void enterLiquibase() {
    try {
      if (!LiquibaseSession.tryToEnter(deadline - System.nanoTime())) {
        throw expired(
            "Another migration of this process has run for over %s: wait until it is done.", null);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A short pause before the next attempt, unless the time is over. */
  void pause(String message, @Nullable Exception cause) {
    pause(PAUSE_NANOS, message, cause);
  }

  /** A pause that doubles each time, cut at random, so that writers get ahead. */
  void backOff(String message, @Nullable Exception cause) {
    backOffNanos = Math.min(2 * backOffNanos, LONGEST_PAUSE_NANOS);
    pause(ThreadLocalRandom.current().nextLong(backOffNanos / 2, backOffNanos), message, cause);
  }

  private void pause(long nanos, String message, @Nullable Exception cause) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw expired(message, cause);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(nanos, left));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The exception once the time is over, which {@code %s} in the message names. */
  SchemaException expired(String message, @Nullable Exception cause) {
    return new SchemaException(Reason.LOCKED, message.formatted(timeout.toMillis() + " ms"), cause);
  }

  private static SchemaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SchemaException(
        Reason.INTERRUPTED, "The thread was interrupted while it waited.", e);
  }
}
