package dev.ticketstore.contract.internal;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for the work of another thread or process. */
public final class Waiting {

  private static final long PAUSE_MILLIS = 20;

  private Waiting() {}

  /**
   * Waits until a condition holds.
   *
   * @param what is waited for, for the message
   * @throws AssertionError if it does not hold in time
   */
  public static void until(Duration longest, String what, Callable<Boolean> condition)
      throws Exception {
    long begun = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - begun > longest.toNanos()) {
        throw new AssertionError("Waited " + longest + " for " + what);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
