package dev.ticketstore;

import java.io.Serial;

/** The store has been closed: nothing has changed. */
public final class StoreClosedException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  /** Says that the store is closed. */
  public StoreClosedException() {
    super("This store has been closed: open another one.", null);
  }
}
