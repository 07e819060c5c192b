package dev.ticketstore.jooq.types;

import dev.ticketstore.model.EventKind;
import java.io.Serial;

/** Maps a text column to {@link EventKind}. */
public final class EventKindConverter extends LiteralConverter<EventKind> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public EventKindConverter() {
    super(EventKind.class);
  }
}
