package dev.ticketstore.jooq.types;

import dev.ticketstore.model.CycleOutcome;
import java.io.Serial;

/** Maps a text column to {@link CycleOutcome}. */
public final class CycleOutcomeConverter extends LiteralConverter<CycleOutcome> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public CycleOutcomeConverter() {
    super(CycleOutcome.class);
  }
}
