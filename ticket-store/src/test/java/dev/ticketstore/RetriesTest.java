package dev.ticketstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** When attempts are made, by a clock that only pauses move. */
class RetriesTest {

  private static final RetryPolicy POLICY =
      new RetryPolicy(5, Duration.ofMinutes(1), Duration.ofMillis(100), Duration.ofMillis(350));

  private final List<Duration> pauses = new ArrayList<>();
  private final List<TicketStoreException> again = new ArrayList<>();
  private long nanos;
  private int attempts;

  private Retries retries(RetryPolicy policy) {
    return new Retries(
        policy,
        () -> nanos,
        time -> {
          pauses.add(time);
          nanos += time.toNanos();
        },
        again::add);
  }

  private String run(RetryPolicy policy, boolean idempotent, Reason... failures) {
    Queue<Reason> left = new ArrayDeque<>(Arrays.asList(failures));
    return retries(policy)
        .run(
            () -> {
              attempts++;
              Reason failure = left.poll();
              if (failure != null) {
                throw new DatabaseException(failure, null, null);
              }
              return "done";
            },
            idempotent);
  }

  @Test
  void pausesDoubleUpToTheLongestAndAreCutByHalfAtMost() {
    assertThat(run(POLICY, false, Reason.LOCKED, Reason.LOCKED, Reason.DISK_FULL, Reason.CONFLICT))
        .isEqualTo("done");

    List<Long> whole = List.of(100L, 200L, 350L, 350L);
    assertThat(pauses).hasSize(4);
    assertThat(again)
        .extracting(failure -> ((DatabaseException) failure).reason())
        .containsExactly(Reason.LOCKED, Reason.LOCKED, Reason.DISK_FULL, Reason.CONFLICT);
    for (int i = 0; i < 4; i++) {
      assertThat(pauses.get(i))
          .isBetween(Duration.ofMillis(whole.get(i) / 2), Duration.ofMillis(whole.get(i)));
    }
  }

  @Test
  void pausesDifferFromCallToCall() {
    for (int i = 0; i < 20; i++) {
      run(POLICY, false, Reason.LOCKED);
    }
    assertThat(pauses.stream().distinct().count()).isGreaterThan(10);
  }

  @Test
  void attemptsEndWithTheirNumber() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                run(
                    POLICY.withMaxAttempts(2),
                    false,
                    Reason.LOCKED,
                    Reason.CONFLICT,
                    Reason.LOCKED))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
    assertThat(attempts).isEqualTo(2);
    assertThat(pauses).hasSize(1);
    assertThat(again).hasSize(1);
  }

  @Test
  void noAttemptBeginsAfterTheTimeAndTheLastPauseIsCut() {
    Reason[] always = new Reason[100];
    Arrays.fill(always, Reason.LOCKED);
    RetryPolicy policy =
        new RetryPolicy(
            1_000, Duration.ofMillis(250), Duration.ofMillis(100), Duration.ofMillis(100));

    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> run(policy, false, always));

    assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofMillis(250));
    assertThat(attempts).isEqualTo(pauses.size() + 1).isBetween(4, 7);
  }

  @Test
  void withoutTimeThereIsOneAttempt() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> run(POLICY.withMaxTime(Duration.ZERO), false, Reason.LOCKED));
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void everyReasonIsRetriedAsItSays() {
    for (Reason reason : Reason.values()) {
      DatabaseException failure = new DatabaseException(reason, null, null);
      for (boolean idempotent : List.of(true, false)) {
        attempts = 0;
        DatabaseException thrown =
            catchThrowableOfType(DatabaseException.class, () -> run(POLICY, idempotent, reason));
        boolean again = idempotent ? failure.isRetryableIfIdempotent() : failure.isRetryable();
        assertThat(thrown == null).as("%s", reason).isEqualTo(again);
        assertThat(attempts).as("%s", reason).isEqualTo(again ? 2 : 1);
      }
    }
  }

  @Test
  void anUnknownOutcomeIsThrownBeforeLaterFailures() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () -> run(POLICY, true, Reason.LOCKED, Reason.CONNECTION_LOST, Reason.READ_ONLY))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
              assertThat(e.getSuppressed())
                  .extracting(each -> ((DatabaseException) each).reason())
                  .containsExactly(Reason.LOCKED, Reason.READ_ONLY);
            });
  }

  @Test
  void anInterruptEndsThePauseAndStaysSet() {
    Retries real = new Retries(POLICY.withPauses(Duration.ofHours(1), Duration.ofHours(1)));
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                real.run(
                    () -> {
                      attempts++;
                      throw new DatabaseException(Reason.LOCKED, null, null);
                    },
                    true))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void anInterruptAfterAnUnknownOutcomeLeavesItUnknown() {
    Retries interrupted =
        new Retries(
            POLICY,
            () -> nanos,
            time -> {
              throw new InterruptedException();
            },
            again::add);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                interrupted.run(
                    () -> {
                      throw new DatabaseException(Reason.IO, null, null);
                    },
                    true))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IO));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void otherExceptionsPassAtOnce() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                retries(POLICY)
                    .run(
                        () -> {
                          throw new IllegalStateException();
                        },
                        true));
    assertThat(pauses).isEmpty();
  }

  @Test
  void valuesAreChecked() {
    List<Runnable> wrong =
        List.of(
            () -> POLICY.withMaxAttempts(0),
            () -> POLICY.withMaxAttempts(1_001),
            () -> POLICY.withMaxTime(Duration.ofMillis(-1)),
            () -> POLICY.withMaxTime(Duration.ofDays(2)),
            () -> POLICY.withPauses(Duration.ZERO, Duration.ofMillis(1)),
            () -> POLICY.withPauses(Duration.ofMillis(2), Duration.ofMillis(1)),
            () -> POLICY.withPauses(Duration.ofMillis(2), Duration.ofHours(2)));
    for (Runnable each : wrong) {
      assertThatExceptionOfType(InvalidInputException.class).isThrownBy(each::run);
    }
    assertThat(RetryPolicy.standard().withMaxAttempts(1_000).maxAttempts()).isEqualTo(1_000);
    assertThat(RetryPolicy.standard().withMaxAttempts(1).maxAttempts()).isEqualTo(1);
  }
}
