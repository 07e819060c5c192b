package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that fail as the database did. */
final class Failures {

  private Failures() {}

  static DatabaseException assertFails(Reason reason, ThrowingCallable call) {
    DatabaseException thrown = catchThrowableOfType(DatabaseException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).isEqualTo(reason);
    assertThat(thrown).hasMessageStartingWith(reason + ": ");
    return thrown;
  }

  static DatabaseException assertFails(Reason reason, boolean retryable, ThrowingCallable call) {
    DatabaseException thrown = assertFails(reason, call);
    assertThat(thrown.isRetryable()).isEqualTo(retryable);
    return thrown;
  }
}
