package dev.ticketstore.jooq.types;

import dev.ticketstore.model.Severity;
import java.io.Serial;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/**
 * Maps the rank of a severity, 1 to 3, to {@link Severity}, so that it compares and sorts as one.
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
    for (Severity each : Severity.values()) {
      if (each.rank() == rank) {
        return each;
      }
    }
    throw new UnreadableValueException(Severity.class, "rank " + rank);
  }

  @Override
  public @Nullable Integer to(@Nullable Severity value) {
    return value == null ? null : value.rank();
  }
}
