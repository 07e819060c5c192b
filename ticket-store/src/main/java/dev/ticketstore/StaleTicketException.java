package dev.ticketstore;

import java.io.Serial;

/** A change was based on a version of a ticket that is not the current one. Nothing was written. */
public final class StaleTicketException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  private final long ticketId;
  private final long expectedVersion;
  private final long actualVersion;

  /** Says that a ticket has changed since the given version. */
  public StaleTicketException(long ticketId, long expectedVersion, long actualVersion) {
    super(
        "Ticket "
            + ticketId
            + " has version "
            + actualVersion
            + ", not "
            + expectedVersion
            + ": look at it again.",
        null);
    this.ticketId = ticketId;
    this.expectedVersion = expectedVersion;
    this.actualVersion = actualVersion;
  }

  /** The ticket, which is as it was. */
  public long ticketId() {
    return ticketId;
  }

  /** The version that the caller had seen. */
  public long expectedVersion() {
    return expectedVersion;
  }

  /** The version that the ticket has. */
  public long actualVersion() {
    return actualVersion;
  }
}
