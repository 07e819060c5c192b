package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.StoreClosedException;
import dev.ticketstore.StoreOverloadedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits the calls in flight, each of which {@link #enter}s and {@link #leave}s. */
public final class InFlightLimit {

  private final int max;
  private final Duration timeout;
  private final Semaphore room;
  private volatile boolean closed;

  public InFlightLimit(int max, Duration timeout) {
    this.max = max;
    this.timeout = timeout;
    this.room = new Semaphore(max);
  }

  /**
   * Waits for room.
   *
   * @throws StoreOverloadedException if there is none in time
   * @throws StoreClosedException after {@link #close()}
   */
  public void enter() {
    if (!acquire(1)) {
      throw closed ? new StoreClosedException() : new StoreOverloadedException(max, timeout);
    }
    if (closed) {
      room.release();
      throw new StoreClosedException();
    }
  }

  /** How many have entered and not left. */
  public int inFlight() {
    return max - room.availablePermits();
  }

  /** Makes room for another. */
  public void leave() {
    room.release();
  }

  /**
   * Lets no call enter any more, and waits for those in flight.
   *
   * @return whether all have left in time
   */
  public boolean close() {
    if (closed) {
      return true;
    }
    closed = true;
    return acquire(max);
  }

  /** An interrupt is kept. */
  private boolean acquire(int permits) {
    if (room.tryAcquire(permits)) {
      return true;
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        try {
          return room.tryAcquire(permits, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
