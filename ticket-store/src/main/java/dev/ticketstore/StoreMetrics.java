package dev.ticketstore;

import java.time.Duration;
import java.util.List;

/**
 * What a store tells about its own work, such as for a registry of metrics. The artifact {@code
 * ticket-store-micrometer} has one for Micrometer.
 *
 * <p>It is told of what the store has committed, by the thread of the call, so that it must be fast
 * and safe for several threads; what it throws is logged, and changes nothing. Work {@link
 * TicketStore#within within} a transaction of the caller's is not told, as the caller may roll it
 * back.
 */
public interface StoreMetrics {

  /** Is told nothing. */
  StoreMetrics NONE = new StoreMetrics() {};

  /** The store is open; the last thing that {@link TicketStoreBuilder#open} does. */
  default void opened(TicketStore store) {}

  /** The store is about to close, before it waits for the calls in flight. */
  default void closing() {}

  /** Observations of any call are committed, those of check cycles included. */
  default void observed(List<Observation> observations) {}

  /**
   * Observations of several callers begin to share a commit; each {@code observe} and {@code
   * observeAsync} is one. A group that failed may be tried again one by one.
   *
   * @param observations how many, at least 1
   * @param wait how long the one that waited longest has waited for its turn
   */
  default void sharing(int observations, Duration wait) {}

  /** A ticket became acknowledged, by a step that is committed. */
  default void acknowledged(Ticket ticket) {}

  /** A ticket became resolved, by a step or a check cycle that is committed. */
  default void resolved(Ticket ticket) {}

  /** A call ended with an exception of the store. */
  default void failed(TicketStoreException failure) {}

  /** A call of {@link TicketStore#retrying} is about to be made again. */
  default void retried(TicketStoreException failure) {}
}
