package dev.ticketstore.jooq.types;

import java.io.Serial;

/** Maps a text column to {@link Severity}. */
public final class SeverityConverter extends StoredNameConverter<Severity> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public SeverityConverter() {
    super(Severity.class);
  }
}
