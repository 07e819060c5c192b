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

  /** For generated code. */
  public SeverityRankConverter() {
    super(Integer.class, Severity.class);
  }

  @Override
  public @Nullable Severity from(@Nullable Integer rank) {
    if (rank == null) {
      return null;
    }
    return switch (rank) {
      case 1 -> Severity.INFO;
      case 2 -> Severity.WARNING;
      case 3 -> Severity.CRITICAL;
      default ->
          throw new DataTypeException("Unknown rank " + rank + " of a severity in the database");
    };
  }

  @Override
  public @Nullable Integer to(@Nullable Severity severity) {
    if (severity == null) {
      return null;
    }
    return switch (severity) {
      case INFO -> 1;
      case WARNING -> 2;
      case CRITICAL -> 3;
    };
  }
}
