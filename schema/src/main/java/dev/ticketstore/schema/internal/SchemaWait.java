package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Waits for the migration of another process. It must hold no connection between two attempts.
 *
 * @param timeout for all attempts
 * @param waiting is told why an attempt failed
 */
public record SchemaWait(Duration timeout, Consumer<SchemaException> waiting) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** A migration, a restart or the creation of the database may end them. */
  private static final Set<Reason> PASSING =
      Set.of(Reason.OUTDATED, Reason.HALF_MIGRATED, Reason.LOCKED, Reason.FAILED);

  /** Long enough for a server that answers. */
  private static final Duration SHORTEST_ATTEMPT = Duration.ofSeconds(1);

  /**
   * Makes attempts until one succeeds.
   *
   * @param attempt is told how long it may take
   * @throws SchemaException of the last attempt
   */
  public void until(Consumer<Duration> attempt) {
    Pauses pauses = new Pauses(timeout, FIRST_PAUSE, LONGEST_PAUSE);
    while (true) {
      try {
        Duration left = pauses.left();
        attempt.accept(left.compareTo(SHORTEST_ATTEMPT) < 0 ? SHORTEST_ATTEMPT : left);
        return;
      } catch (SchemaException e) {
        if (!PASSING.contains(e.reason())) {
          throw e;
        }
        if (pauses.areOver()) {
          throw given(e, "Waited " + timeout.toMillis() + " ms in vain. ");
        }
        waiting.accept(e);
        pause(pauses, e);
      }
    }
  }

  private static void pause(Pauses pauses, SchemaException last) {
    try {
      pauses.pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw given(last, "Interrupted while it waited. ");
    }
  }

  private static SchemaException given(SchemaException e, String before) {
    return new SchemaException(e.reason(), before + e.getMessage(), e);
  }
}
