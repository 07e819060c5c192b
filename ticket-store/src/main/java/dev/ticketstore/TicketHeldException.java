package dev.ticketstore;

import java.io.Serial;

/** A held ticket was to be resolved by hand without releasing the hold: nothing has changed. */
public final class TicketHeldException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  private final long ticketId;

  /** Says that ticket {@code ticketId} is held. */
  public TicketHeldException(long ticketId) {
    super(
        "Ticket " + ticketId + " is held: unhold it first, or release the hold in the same call.",
        null);
    this.ticketId = ticketId;
  }

  /** The held ticket. */
  public long ticketId() {
    return ticketId;
  }
}
