package dev.ticketstore.jooq.types;

import dev.ticketstore.model.TicketStatus;
import java.io.Serial;

/** Maps a text column to {@link TicketStatus}. */
public final class TicketStatusConverter extends LiteralConverter<TicketStatus> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public TicketStatusConverter() {
    super(TicketStatus.class);
  }
}
