package dev.ticketstore.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A failure that is not the store's; the message is what the user reads. */
final class CommandFailedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  CommandFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
