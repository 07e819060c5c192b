package dev.ticketstore.jooq.types;

import dev.ticketstore.model.Severity;
import java.io.Serial;
import org.jooq.exception.DataTypeException;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/**
 * Maps a column of ranks, 1 for the least, to {@link Severity}, so that the database compares and
 * sorts severities as they are.
 */
public final class SeverityRankConverter extends AbstractConverter<Integer, Severity> {

  @Serial private static final long serialVersionUID = 1L;

  private static final Severity[] SEVERITIES = Severity.values();

  /** For generated code. */
  public SeverityRankConverter() {
    super(Integer.class, Severity.class);
  }

  @Override
  public @Nullable Severity from(@Nullable Integer rank) {
    if (rank == null) {
      return null;
    }
    if (rank < 1 || rank > SEVERITIES.length) {
      throw new DataTypeException("Unknown rank " + rank + " of a severity in the database");
    }
    return SEVERITIES[rank - 1];
  }

  @Override
  public @Nullable Integer to(@Nullable Severity severity) {
    return severity == null ? null : severity.ordinal() + 1;
  }
}
