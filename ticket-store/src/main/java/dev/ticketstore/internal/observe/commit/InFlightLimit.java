package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
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
   * @throws DatabaseException {@link Reason#INTERRUPTED} if the thread is interrupted meanwhile
   * @throws StoreClosedException after {@link #close()}
   */
  public void enter() {
    if (closed) {
      throw new StoreClosedException();
    }
    if (!room.tryAcquire() && !awaitRoom()) {
      throw closed ? new StoreClosedException() : new StoreOverloadedException(max, timeout);
    }
    if (closed) {
      room.release();
      throw new StoreClosedException();
    }
  }

  /** An interrupt is kept, and ends it. */
  private boolean awaitRoom() {
    try {
      return room.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException(Reason.INTERRUPTED, null, e);
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
    return awaitAll();
  }

  /** An interrupt is kept, and does not end it. */
  private boolean awaitAll() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        try {
          return room.tryAcquire(max, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
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
