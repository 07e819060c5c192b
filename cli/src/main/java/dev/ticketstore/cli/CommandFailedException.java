package dev.ticketstore.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A failure that is not the store's; the message is what the user reads. */
public final class CommandFailedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public CommandFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
