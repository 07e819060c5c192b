package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time that a migration has left to wait for locks. An interrupt ends it. */
final class LockWait {

  private static final Duration SHORT_PAUSE = Duration.ofMillis(20);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Duration timeout;
  private final Pauses pauses;

  LockWait(Duration timeout) {
    this.timeout = timeout;
    this.pauses = new Pauses(timeout, FIRST_PAUSE, LONGEST_PAUSE);
  }

  /** The time that is left, of at most a limit, for PostgreSQL: 0 means without end there. */
  String atMost(Duration limit) {
    return Math.max(1, Math.min(limit.toMillis(), pauses.left().toMillis())) + "ms";
  }

  /** Waits for its turn at Liquibase, which must be {@linkplain LiquibaseSession#leave left}. */
  void enterLiquibase() {
    try {
      if (!LiquibaseSession.tryToEnter(pauses.left().toNanos())) {
        throw expired(
            "Another migration of this process has run for over %s: wait until it is done.", null);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** A short pause before the next attempt, unless the time is over. */
  void pause(String message, @Nullable Exception cause) {
    pause(() -> pauses.pause(SHORT_PAUSE), message, cause);
  }

  /** A pause that doubles each time, so that writers get ahead. */
  void backOff(String message, @Nullable Exception cause) {
    pause(pauses::pause, message, cause);
  }

  private void pause(Pause pause, String message, @Nullable Exception cause) {
    if (pauses.areOver()) {
      throw expired(message, cause);
    }
    try {
      pause.run();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private interface Pause {
    void run() throws InterruptedException;
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
