package dev.ticketstore;

import dev.ticketstore.model.TicketStatus;
import java.io.Serial;

/**
 * A step that the lifecycle of a ticket does not have, such as a step back: nothing has changed.
 */
public final class IllegalStepException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  private final long ticketId;
  private final TicketStatus status;
  private final String step;

  /** Says that a ticket with {@code status} cannot take {@code step}. */
  public IllegalStepException(long ticketId, TicketStatus status, String step) {
    super(
        "Ticket " + ticketId + " is " + status.literal() + ": it cannot " + step + " any more.",
        null);
    this.ticketId = ticketId;
    this.status = status;
    this.step = step;
  }

  /** The ticket, which is as it was. */
  public long ticketId() {
    return ticketId;
  }

  /** Its status. */
  public TicketStatus status() {
    return status;
  }

  /** The requested step, such as {@code be acknowledged}. */
  public String step() {
    return step;
  }
}
