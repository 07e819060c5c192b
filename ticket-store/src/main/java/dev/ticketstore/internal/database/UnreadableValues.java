package dev.ticketstore.internal.database;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.jooq.types.UnreadableValueException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.RecordContext;
import org.jooq.RecordListener;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Tells where a value is that cannot be read: its table, the id of its row, and its column. */
public final class UnreadableValues implements RecordListener {

  private static final String ID = TICKETS.ID.getName();

  UnreadableValues() {}

  /** The exception for a value of a row that is read without jOOQ. */
  public static DatabaseException at(ResultSet row, int index, UnreadableValueException e)
      throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Object id = null;
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnLabel(i).equals(ID)) {
        id = row.getObject(i);
      }
    }
    String table = columns.getTableName(index);
    String column = columns.getColumnName(index);
    return in(table == null || table.isEmpty() ? column : table + "." + column, id, e);
  }

  /** The exception for a value of a column. */
  public static DatabaseException in(
      TableField<?, ?> column, @Nullable Object id, UnreadableValueException e) {
    return in(nameOf(column), id, e);
  }

  private static DatabaseException in(
      String column, @Nullable Object id, UnreadableValueException e) {
    return corrupt(column, id, String.valueOf(e.getMessage()), e);
  }

  /**
   * The value of a column that is never null.
   *
   * @param id of its row; null if that is what is read
   * @throws DatabaseException {@link Reason#CORRUPT} if it is null
   */
  public static <T> T required(TableField<?, T> column, @Nullable Object id, @Nullable T value) {
    if (value == null) {
      throw corrupt(nameOf(column), id, "null", null);
    }
    return value;
  }

  private static String nameOf(TableField<?, ?> column) {
    return column.getTable().getName() + "." + column.getName();
  }

  private static DatabaseException corrupt(
      String column, @Nullable Object id, String value, @Nullable Throwable cause) {
    String row = id == null ? "" : " of the row with id " + id;
    return new DatabaseException(Reason.CORRUPT, column + row + " is " + value, cause);
  }

  /** Of a record that jOOQ was filling, whose message names table and column. */
  @Override
  public void exception(RecordContext ctx) {
    UnreadableValueException unreadable =
        ErrorTranslation.find(ctx.exception(), UnreadableValueException.class);
    if (unreadable != null) {
      Record row = ctx.record();
      Field<?> id = row.field(ID);
      String where = String.valueOf(ctx.exception().getMessage());
      throw in(where, id == null ? null : row.get(id), unreadable);
    }
  }
}
