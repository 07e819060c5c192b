package dev.ticketstore.formats;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An item is not what its format says; the message says what was expected, and quotes it. */
final class UnreadableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    this(message, null);
  }

  UnreadableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
