package dev.ticketstore.internal;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.Observation;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.Violation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One transaction at a time, for all calls that have come meanwhile. */
final class Lane {

  private static final int MAX_CALLS = 256;

  private enum State {
    WAITING,
    LEADING,
    DONE
  }

  /** One caller's observation. */
  static final class Call {

    private final Violation violation;
    private final Instant now;
    private final Author author;
    private final Thread caller = Thread.currentThread();
    private volatile State state = State.WAITING;
    private @Nullable Observation observation;
    private @Nullable Throwable failure;

    Call(Violation violation, Instant now, Author author) {
      this.violation = violation;
      this.now = now;
      this.author = author;
    }

    Violation violation() {
      return violation;
    }

    /** When it was made. */
    Instant now() {
      return now;
    }

    Author author() {
      return author;
    }

    private void become(State next) {
      state = next;
      LockSupport.unpark(caller);
    }

    /** Tells whether the thread was interrupted meanwhile, which a commit cannot be. */
    private boolean await() {
      boolean interrupted = false;
      while (state == State.WAITING) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      return interrupted;
    }

    private Observation result() {
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return Objects.requireNonNull(observation);
    }
  }

  private final Function<List<Call>, List<Observation>> commit;
  private final Deque<Call> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * An idle lane.
   *
   * @param commit does all calls of a list or none
   */
  Lane(Function<List<Call>, List<Observation>> commit) {
    this.commit = commit;
  }

  /** Returns once the call has been committed, or throws what would have been thrown alone. */
  Observation run(Call call) {
    boolean interrupted = !begin(call) && call.await();
    if (call.state == State.LEADING) {
      try {
        commitAll(followers(call));
      } finally {
        handOver();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return call.result();
  }

  private synchronized boolean begin(Call call) {
    if (busy) {
      waiting.add(call);
      return false;
    }
    busy = true;
    call.state = State.LEADING;
    return true;
  }

  /** The leader, and who waits and has the same author, which a transaction has one of. */
  private synchronized List<Call> followers(Call leader) {
    List<Call> calls = new ArrayList<>(List.of(leader));
    while (calls.size() < MAX_CALLS
        && !waiting.isEmpty()
        && waiting.element().author().equals(leader.author())) {
      calls.add(waiting.remove());
    }
    return calls;
  }

  private synchronized void handOver() {
    Call next = waiting.poll();
    if (next == null) {
      busy = false;
    } else {
      next.become(State.LEADING);
    }
  }

  /** What the store refuses of one call must not harm the others, which are tried alone then. */
  private void commitAll(List<Call> calls) {
    try {
      List<Observation> observations = commit.apply(calls);
      for (int i = 0; i < calls.size(); i++) {
        calls.get(i).observation = observations.get(i);
      }
    } catch (DatabaseException e) {
      calls.forEach(call -> call.failure = e);
    } catch (TicketStoreException e) {
      if (calls.size() == 1) {
        calls.get(0).failure = e;
      } else {
        calls.forEach(call -> commitAll(List.of(call)));
      }
    } catch (Throwable e) {
      calls.forEach(call -> call.failure = e);
    } finally {
      calls.forEach(call -> call.become(State.DONE));
    }
  }
}
