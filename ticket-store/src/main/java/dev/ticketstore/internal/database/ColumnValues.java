package dev.ticketstore.internal.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a row of PostgreSQL. */
final class ColumnValues implements RowValues {

  private final ResultSet row;
  private int column;

  ColumnValues(ResultSet row) {
    this.row = row;
  }

  @Override
  public @Nullable Long nextLong() throws SQLException {
    long value = row.getLong(++column);
    return (value == 0 && row.wasNull()) ? null : value;
  }

  @Override
  public @Nullable Boolean nextBoolean() throws SQLException {
    boolean value = row.getBoolean(++column);
    return (!value && row.wasNull()) ? null : value;
  }

  @Override
  public @Nullable String nextText() throws SQLException {
    return row.getString(++column);
  }

  @Override
  public @Nullable Instant nextInstant() throws SQLException {
    return PostgresDialect.read(row, ++column);
  }

  @Override
  public void close() {
    // The result set stays open for further rows.
  }
}
