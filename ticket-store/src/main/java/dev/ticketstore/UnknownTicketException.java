package dev.ticketstore;

import java.io.Serial;

/** No ticket has this id: nothing has changed. */
public final class UnknownTicketException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  private final long ticketId;

  /** Says that there is no ticket {@code ticketId}. */
  public UnknownTicketException(long ticketId) {
    super("No ticket has the id " + ticketId + ".", null);
    this.ticketId = ticketId;
  }

  /** The id that was asked for. */
  public long ticketId() {
    return ticketId;
  }
}
