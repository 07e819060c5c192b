package dev.ticketstore.cli.input;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A line is not a check cycle; the message says where in the line, and what was expected. */
public final class BadLineException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  BadLineException(String message) {
    this(message, null);
  }

  BadLineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
