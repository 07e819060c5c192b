package dev.ticketstore.internal.database;

import dev.ticketstore.jooq.types.UnreadableValueException;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The values of a row, one after the other. */
public interface RowValues extends AutoCloseable {

  @Nullable Long nextLong() throws SQLException;

  @Nullable Boolean nextBoolean() throws SQLException;

  @Nullable String nextText() throws SQLException;

  /**
   * An instant.
   *
   * @throws UnreadableValueException if it is none
   */
  @Nullable Instant nextInstant() throws SQLException;

  @Override
  void close();
}
