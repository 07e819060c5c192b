package dev.ticketstore;

import java.io.Serial;
import java.time.Duration;

/**
 * The maximum of calls was in flight, and none ended in time to let another one in; or the system
 * started no thread for a call that nobody waits for. The rejected call has done nothing.
 */
public final class StoreOverloadedException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  /** Names the limit and the time that this call waited. */
  public StoreOverloadedException(int maxPending, Duration waited) {
    super(
        "As many calls are in flight as maxPending allows, "
            + maxPending
            + ", and none ended within "
            + waited.toMillis()
            + " ms: make less at a time, or set maxPending.",
        null);
  }

  /** The system starts no thread. */
  public StoreOverloadedException(OutOfMemoryError cause) {
    super(
        "The system starts no more threads ("
            + cause.getMessage()
            + "): raise its limit, or make less at a time.",
        cause);
  }

  /** Always: the call was never sent to the database. */
  @Override
  public boolean isRetryable() {
    return true;
  }
}
