package dev.ticketstore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The base of all that the store throws on purpose. The message says what to do next. */
public abstract class TicketStoreException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  TicketStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether the same call may succeed if it is made again, and made once only: nothing of the
   * failed call has taken effect.
   */
  public boolean isRetryable() {
    return false;
  }

  /**
   * Whether a call that may be made twice, such as an observation with an id, may succeed if it is
   * made again: {@link #isRetryable()}, or its outcome is unknown for a cause that may pass.
   */
  public boolean isRetryableIfIdempotent() {
    return isRetryable();
  }
}
