package dev.ticketstore.internal.observe.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.StoreOverloadedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many calls may be in flight at once. */
@Timeout(30)
class InFlightLimitTest {

  private final InFlightLimit patient = new InFlightLimit(2, Duration.ofSeconds(20));
  private final InFlightLimit impatient = new InFlightLimit(2, Duration.ofMillis(20));

  private static Thread waitingThread(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void oneMoreThanFitsIsRefusedAfterTheTimeout() {
    impatient.enter();
    impatient.enter();

    assertThatExceptionOfType(StoreOverloadedException.class)
        .isThrownBy(impatient::enter)
        .withMessageContaining("2");
    impatient.leave();
    impatient.enter();
  }

  @Test
  void oneMoreThanFitsEntersOnceAnotherLeaves() throws InterruptedException {
    patient.enter();
    patient.enter();
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    Thread third =
        waitingThread(
            () -> {
              patient.enter();
              entered.complete(Thread.interrupted());
            });
    assertThat(entered).isNotDone();

    patient.leave();

    third.join();
    assertThat(entered).isCompletedWithValue(false);
  }

  @Test
  void anInterruptIsKeptAndEndsTheWaitForRoom() throws InterruptedException {
    patient.enter();
    patient.enter();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread third =
        waitingThread(
            () -> {
              DatabaseException e = catchThrowableOfType(DatabaseException.class, patient::enter);
              interrupted.complete(e.reason() == Reason.INTERRUPTED && Thread.interrupted());
            });

    third.interrupt();

    third.join();
    assertThat(interrupted).isCompletedWithValue(true);
    assertThat(patient.inFlight()).isEqualTo(2);
  }

  @Test
  void anInterruptIsKeptAndDoesNotEndClosing() throws InterruptedException {
    patient.enter();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread closing =
        waitingThread(() -> interrupted.complete(patient.close() && Thread.interrupted()));

    closing.interrupt();
    patient.leave();

    closing.join();
    assertThat(interrupted).isCompletedWithValue(true);
  }

  @Test
  void aThreadThatIsInterruptedEntersWhereThereIsRoom() {
    Thread.currentThread().interrupt();

    patient.enter();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closingWaitsForThoseInFlightAndLetsNoOtherIn() throws InterruptedException {
    patient.enter();
    CompletableFuture<Boolean> allLeft = new CompletableFuture<>();
    Thread closing = waitingThread(() -> allLeft.complete(patient.close()));

    assertThatExceptionOfType(StoreClosedException.class).isThrownBy(patient::enter);
    assertThat(allLeft).isNotDone();
    patient.leave();

    closing.join();
    assertThat(allLeft).isCompletedWithValue(true);
    assertThat(patient.close()).isTrue();
    assertThatExceptionOfType(StoreClosedException.class).isThrownBy(patient::enter);
  }

  @Test
  void closingSaysThatSomeHaveNotLeftInTime() {
    impatient.enter();

    assertThat(impatient.close()).isFalse();
  }
}
