package dev.ticketstore.jooq.types;

import dev.ticketstore.model.Severity;
import java.io.Serial;

/** Maps a text column to {@link Severity}. */
public final class SeverityConverter extends LiteralConverter<Severity> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public SeverityConverter() {
    super(Severity.class);
  }
}
