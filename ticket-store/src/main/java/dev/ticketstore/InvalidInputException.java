package dev.ticketstore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An argument that the store refuses, before any SQL: nothing has changed. */
public final class InvalidInputException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  private final String field;

  /** Says that {@code field} is not as expected; the message quotes the value. */
  public InvalidInputException(String field, String message) {
    this(field, message, null);
  }

  /** Says that {@code field} is not as expected, and what found that out. */
  public InvalidInputException(String field, String message, @Nullable Throwable cause) {
    super(field + ": " + message, cause);
    this.field = field;
  }

  /** The rejected argument, by its name in the API, such as {@code invariantName}. */
  public String field() {
    return field;
  }
}
