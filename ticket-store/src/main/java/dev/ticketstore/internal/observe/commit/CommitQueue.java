package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.Observation;
import dev.ticketstore.TicketStoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One transaction at a time, for all calls that have come meanwhile. */
final class CommitQueue {

  private static final int MAX_CALLS = 256;
  private static final int PATIENCE = 8;

  private final Function<List<QueuedObservation>, List<Observation>> commit;
  private final Deque<QueuedObservation> waiting = new ArrayDeque<>();
  private boolean busy;

  /** Who leads, and waits for others. */
  private @Nullable QueuedObservation gathering;

  /** How many called at the time of the transaction before. */
  private int callers = 1;

  /** How long that took, and when it ended. */
  private long lastNanos;

  private long lastEnd = System.nanoTime();

  /**
   * An idle lane.
   *
   * @param commit does all calls of a list or none
   */
  CommitQueue(Function<List<QueuedObservation>, List<Observation>> commit) {
    this.commit = commit;
  }

  /** Takes a call, which leads at once if nobody else does. */
  void add(QueuedObservation call) {
    if (begin(call)) {
      call.lead();
    }
  }

  private synchronized boolean begin(QueuedObservation call) {
    if (!busy) {
      busy = true;
      return true;
    }
    waiting.add(call);
    if (gathering != null && !isMissing()) {
      gathering.wake();
    }
    return false;
  }

  /** Makes a transaction for who leads and all that wait. */
  void commit(QueuedObservation leader) {
    boolean interrupted = gather(leader);
    List<QueuedObservation> calls = followers(leader);
    long begin = System.nanoTime();
    try {
      commitAll(calls);
    } finally {
      // The next transaction does not wait until all of this one have woken up.
      handOver(calls.size(), System.nanoTime() - begin);
      calls.forEach(QueuedObservation::done);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Waits for those who called at the time of the transaction before, as they will call again in a
   * moment and would else make every second transaction, for at most an eighth of the time that it
   * took. Who has called alone waits for nobody.
   *
   * @return whether the thread was interrupted meanwhile
   */
  private boolean gather(QueuedObservation leader) {
    long deadline = lastEnd + lastNanos / PATIENCE;
    boolean interrupted = false;
    while (isGathering(leader, deadline)) {
      LockSupport.parkNanos(this, deadline - System.nanoTime());
      interrupted |= Thread.interrupted();
    }
    return interrupted;
  }

  private synchronized boolean isGathering(QueuedObservation leader, long deadline) {
    boolean goesOn = isMissing() && System.nanoTime() < deadline;
    gathering = goesOn ? leader : null;
    return goesOn;
  }

  private boolean isMissing() {
    return 1 + waiting.size() < Math.min(callers, MAX_CALLS);
  }

  /** The leader, and who waits and has the same actor, which a transaction has one of. */
  private synchronized List<QueuedObservation> followers(QueuedObservation leader) {
    List<QueuedObservation> calls = new ArrayList<>(List.of(leader));
    while (calls.size() < MAX_CALLS
        && !waiting.isEmpty()
        && waiting.element().actor().equals(leader.actor())) {
      calls.add(waiting.remove());
    }
    return calls;
  }

  private synchronized void handOver(int committed, long nanos) {
    callers = committed + waiting.size();
    lastNanos = nanos;
    lastEnd = System.nanoTime();
    QueuedObservation next = waiting.poll();
    if (next == null) {
      busy = false;
    } else {
      next.lead();
    }
  }

  /** What the store refuses of one call must not harm the others, which are tried alone then. */
  private void commitAll(List<QueuedObservation> calls) {
    try {
      List<Observation> observations = commit.apply(calls);
      for (int i = 0; i < calls.size(); i++) {
        calls.get(i).succeed(observations.get(i));
      }
    } catch (DatabaseException e) {
      calls.forEach(call -> call.fail(e));
    } catch (TicketStoreException e) {
      if (calls.size() == 1) {
        calls.get(0).fail(e);
      } else {
        calls.forEach(call -> commitAll(List.of(call)));
      }
    } catch (Throwable e) {
      calls.forEach(call -> call.fail(e));
    }
  }
}
