package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.StoreOverloadedException;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.tickets.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An observation in a {@link CommitQueue}, and the caller that waits for its outcome. */
abstract class QueuedObservation {

  private final Violation violation;
  private final Instant now;
  private final Actor actor;
  private final Duration patience;
  private final long deadline;
  private @Nullable Observation observation;
  private @Nullable Throwable failure;

  /**
   * A new call.
   *
   * @param patience how long it waits for its turn
   */
  private QueuedObservation(Violation violation, Instant now, Actor actor, Duration patience) {
    this.violation = violation;
    this.now = now;
    this.actor = actor;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  long nanosLeft() {
    return deadline - System.nanoTime();
  }

  long nanosWaited() {
    return patience.toNanos() - nanosLeft();
  }

  DatabaseException late() {
    return new DatabaseException(
        Reason.LOCKED,
        "earlier observations of this store kept the turn to commit for "
            + patience.toMillis()
            + " ms",
        null);
  }

  /** Whether it has waited for too long, and has failed for that. */
  boolean failIfLate() {
    if (nanosLeft() > 0) {
      return false;
    }
    fail(late());
    return true;
  }

  Violation violation() {
    return violation;
  }

  /** When it was made. */
  Instant now() {
    return now;
  }

  Actor actor() {
    return actor;
  }

  void succeed(Observation result) {
    observation = result;
  }

  void fail(Throwable cause) {
    failure = cause;
  }

  /** The outcome, once it is done. */
  Observation result() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return Objects.requireNonNull(observation);
  }

  /**
   * It is this one's turn to make a transaction, for all that wait.
   *
   * @return false if it cannot, and has failed for that
   */
  abstract boolean lead();

  /** Wakes a leader that waits for other calls. */
  abstract void wake();

  /** It has been committed, or failed. */
  abstract void done();

  /** A thread that waits for its outcome, and makes a transaction itself if it is its turn. */
  static final class Waiting extends QueuedObservation {

    private enum State {
      WAITING,
      LEADING,
      DONE
    }

    private final Thread caller = Thread.currentThread();
    private volatile State state = State.WAITING;

    Waiting(Violation violation, Instant now, Actor actor, Duration patience) {
      super(violation, now, actor, patience);
    }

    /**
     * Waits for its turn, until the end of its patience or an interrupt; and then for the commit,
     * which cannot be undone. An interrupt is kept.
     */
    void await(CommitQueue lane) {
      boolean interrupted = false;
      while (state == State.WAITING) {
        boolean gaveUp = interrupted || nanosLeft() <= 0;
        if (gaveUp && lane.withdraw(this)) {
          fail(interrupted ? new DatabaseException(Reason.INTERRUPTED, null, null) : late());
          break;
        }
        if (gaveUp) {
          LockSupport.park(lane);
        } else {
          LockSupport.parkNanos(lane, nanosLeft());
        }
        interrupted |= Thread.interrupted();
      }
      if (state == State.LEADING) {
        lane.commit(this);
      }
      if (interrupted) {
        caller.interrupt();
      }
    }

    @Override
    boolean lead() {
      become(State.LEADING);
      return true;
    }

    @Override
    void done() {
      become(State.DONE);
    }

    private void become(State next) {
      state = next;
      wake();
    }

    @Override
    void wake() {
      if (caller != Thread.currentThread()) {
        LockSupport.unpark(caller);
      }
    }
  }

  /**
   * An observation whose caller does not wait. A thread of the store's makes the transaction if it
   * is its turn.
   */
  static final class Detached extends QueuedObservation {

    private final CompletableFuture<Observation> future = new CompletableFuture<>();
    private final CommitQueue lane;
    private final Executor threads;
    private volatile @Nullable Thread leader;

    Detached(
        Violation violation,
        Instant now,
        Actor actor,
        Duration patience,
        CommitQueue lane,
        Executor threads) {
      super(violation, now, actor, patience);
      this.lane = lane;
      this.threads = threads;
    }

    CompletionStage<Observation> stage() {
      return future.minimalCompletionStage();
    }

    @Override
    boolean lead() {
      try {
        StoreThreads.begin(
            threads,
            () -> {
              leader = Thread.currentThread();
              lane.commit(this);
            });
        return true;
      } catch (StoreOverloadedException e) {
        fail(e);
        return false;
      }
    }

    @Override
    void wake() {
      LockSupport.unpark(leader);
    }

    @Override
    void done() {
      StoreThreads.complete(future, this::complete);
    }

    private void complete() {
      try {
        future.complete(result());
      } catch (Throwable e) {
        future.completeExceptionally(e);
      }
    }
  }
}
