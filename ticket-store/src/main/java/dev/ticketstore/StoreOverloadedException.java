package dev.ticketstore;

import java.io.Serial;
import java.time.Duration;

/**
 * More observations are on their way into the database than the store holds, and there was no room
 * for another one in time. It has not been counted.
 */
public final class StoreOverloadedException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  /** Says how many are waiting, and how long this one did. */
  public StoreOverloadedException(int maxPending, Duration waited) {
    super(
        "There are "
            + maxPending
            + " observations waiting for the database, and after "
            + waited.toMillis()
            + " ms there was no room for another one: observe less at a time, or set maxPending.",
        null);
  }
}
