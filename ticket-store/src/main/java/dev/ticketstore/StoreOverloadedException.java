package dev.ticketstore;

import java.io.Serial;
import java.time.Duration;

/**
 * The maximum of observations was in flight, and none committed in time to let another one in. The
 * rejected observation has not been counted.
 */
public final class StoreOverloadedException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  /** Names the limit and the time that this observation waited. */
  public StoreOverloadedException(int maxPending, Duration waited) {
    super(
        maxPending
            + " observations are in flight, and none committed within "
            + waited.toMillis()
            + " ms: observe less at a time, or set maxPending.",
        null);
  }

  /** Always: the observation was never sent to the database. */
  @Override
  public boolean isRetryable() {
    return true;
  }
}
