package dev.ticketstore.jooq.types;

import java.io.Serial;
import org.jooq.exception.DataTypeException;

/**
 * A value in the database that a generated column cannot have: another program wrote it past the
 * checks of the schema, or the database is damaged. The message quotes it.
 */
public final class UnreadableValueException extends DataTypeException {

  @Serial private static final long serialVersionUID = 1L;

  private static final int MAX_QUOTED = 100;

  /** For a value of this type whose text is something else. */
  public UnreadableValueException(Class<?> type, Object value, Throwable cause) {
    super(message(type, value), cause);
  }

  /** The same without a cause. */
  public UnreadableValueException(Class<?> type, Object value) {
    super(message(type, value));
  }

  private static String message(Class<?> type, Object value) {
    String text = value.toString();
    return "no "
        + type.getSimpleName()
        + ": '"
        + (text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...")
        + "'";
  }
}
