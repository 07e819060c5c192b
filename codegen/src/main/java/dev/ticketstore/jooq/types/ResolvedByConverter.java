package dev.ticketstore.jooq.types;

import dev.ticketstore.model.ResolvedBy;
import java.io.Serial;

/** Maps a text column to {@link ResolvedBy}. */
public final class ResolvedByConverter extends LiteralConverter<ResolvedBy> {

  @Serial private static final long serialVersionUID = 1L;

  /** For generated code. */
  public ResolvedByConverter() {
    super(ResolvedBy.class);
  }
}
