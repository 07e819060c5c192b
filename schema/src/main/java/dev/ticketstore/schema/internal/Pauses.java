package dev.ticketstore.schema.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Pauses between attempts, within a time in all. Each is twice as long as the one before, up to a
 * limit, and cut at random, so that those who wait for the same do not try at the same moment.
 */
final class Pauses {

  private final long deadline;
  private final long longest;
  private long next;

  /**
   * The time in all begins now.
   *
   * @param total for all attempts
   * @param first the first pause, before it is cut
   * @param longest no pause is longer
   */
  Pauses(Duration total, Duration first, Duration longest) {
    this.deadline = System.nanoTime() + total.toNanos();
    this.next = first.toNanos();
    this.longest = longest.toNanos();
  }

  /** The time that is left; negative once it is over. */
  Duration left() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }

  /** Whether the time in all is over. */
  boolean areOver() {
    return deadline - System.nanoTime() <= 0;
  }

  /** The next pause, which the end of the time in all ends early. */
  void pause() throws InterruptedException {
    long pause = ThreadLocalRandom.current().nextLong(next / 2, next);
    next = Math.min(2 * next, longest);
    pause(Duration.ofNanos(pause));
  }

  /** A pause of another length, after which the next is as long as it would have been. */
  void pause(Duration length) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.min(length.toNanos(), deadline - System.nanoTime()));
  }
}
