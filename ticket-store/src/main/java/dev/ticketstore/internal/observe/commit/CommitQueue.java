package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.TicketStoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commits one transaction at a time; calls that arrive during it share the next one. */
final class CommitQueue {

  private static final int MAX_CALLS = 256;
  private static final int PATIENCE = 8;

  private final Function<List<QueuedObservation>, List<Observation>> commit;
  private final Deque<QueuedObservation> waiting = new ArrayDeque<>();
  private boolean busy;

  /** The leader, while it waits for other calls; or null. */
  private @Nullable QueuedObservation gathering;

  /** The number of calls during the last transaction. */
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

  /** Takes a call, which leads at once if no other call does. */
  void add(QueuedObservation call) {
    if (begin(call) && !call.lead()) {
      call.done();
      passOn();
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

  /** Commits the calls of the leader and of all that wait. */
  void commit(QueuedObservation leader) {
    boolean interrupted = gather(leader);
    List<QueuedObservation> calls = followers(leader);
    long begin = System.nanoTime();
    try {
      if (!commitAll(calls)) {
        putBack(calls.subList(1, calls.size()));
        calls = List.of(leader);
      }
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
   * Waits for the callers of the last transaction, for at most an eighth of the time that it took:
   * they will call again in a moment, and would otherwise get every second transaction. A lone
   * caller does not wait.
   *
   * @return whether the thread was interrupted while it waited
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
    boolean waits = isMissing() && System.nanoTime() < deadline;
    gathering = waits ? leader : null;
    return waits;
  }

  private boolean isMissing() {
    return 1 + waiting.size() < Math.min(callers, MAX_CALLS);
  }

  /** The leader, and the waiting calls with its actor: a transaction has one. */
  private synchronized List<QueuedObservation> followers(QueuedObservation leader) {
    List<QueuedObservation> calls = new ArrayList<>(List.of(leader));
    while (calls.size() < MAX_CALLS
        && !waiting.isEmpty()
        && waiting.element().actor().equals(leader.actor())) {
      calls.add(waiting.remove());
    }
    return calls;
  }

  private void handOver(int committed, long nanos) {
    synchronized (this) {
      callers = committed + waiting.size();
      lastNanos = nanos;
      lastEnd = System.nanoTime();
    }
    passOn();
  }

  /** Gives the turn to the next call that can lead. Those that have waited for too long fail. */
  private void passOn() {
    List<QueuedObservation> failed = new ArrayList<>();
    synchronized (this) {
      waiting.removeIf(call -> call.failIfLate() && failed.add(call));
      QueuedObservation next = waiting.poll();
      while (next != null && !next.lead()) {
        failed.add(next);
        next = waiting.poll();
      }
      busy = next != null;
    }
    failed.forEach(QueuedObservation::done);
  }

  /**
   * Takes a call back that nothing has been done for.
   *
   * @return whether it still waited; otherwise its turn has come
   */
  synchronized boolean withdraw(QueuedObservation call) {
    return waiting.remove(call);
  }

  private synchronized void putBack(List<QueuedObservation> calls) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      waiting.addFirst(calls.get(i));
    }
  }

  /**
   * A rejected call must not harm the others: then each is tried alone.
   *
   * @return false if only the leader failed, for what its thread was in
   */
  private boolean commitAll(List<QueuedObservation> calls) {
    try {
      List<Observation> observations = commit.apply(calls);
      for (int i = 0; i < calls.size(); i++) {
        calls.get(i).succeed(observations.get(i));
      }
    } catch (DatabaseException e) {
      if (isOfThread(e.reason())) {
        calls.get(0).fail(e);
        return false;
      }
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
    return true;
  }

  /** An interrupt, and a transaction that is bound to a thread, are those of the leader only. */
  private static boolean isOfThread(Reason reason) {
    return reason == Reason.INTERRUPTED || reason == Reason.IN_TRANSACTION;
  }
}
