package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits for the migration of another process. It must hold no connection between two attempts.
 *
 * @param timeout for all attempts
 * @param waiting is told why an attempt failed
 */
public record SchemaWait(Duration timeout, Consumer<SchemaException> waiting) {

  private static final long SHORTEST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  /** A migration, a restart or the creation of the database may end them. */
  private static final Set<Reason> PASSING =
      Set.of(Reason.OUTDATED, Reason.HALF_MIGRATED, Reason.LOCKED, Reason.FAILED);

  /**
   * Makes attempts until one succeeds.
   *
   * @throws SchemaException of the last attempt
   */
  public void until(Runnable attempt) {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (long pause = SHORTEST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      try {
        attempt.run();
        return;
      } catch (SchemaException e) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (!PASSING.contains(e.reason())) {
          throw e;
        }
        if (left <= 0) {
          throw given(e, "Waited " + timeout.toMillis() + " ms in vain. ");
        }
        waiting.accept(e);
        pause(Math.min(pause, left), e);
      }
    }
  }

  private static void pause(long millis, SchemaException last) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw given(last, "Interrupted while it waited. ");
    }
  }

  private static SchemaException given(SchemaException e, String before) {
    return new SchemaException(e.reason(), before + e.getMessage(), e);
  }
}
