package dev.ticketstore.tests.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.ObservationIdReusedException;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.StoreOverloadedException;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.contract.internal.LockedTickets;
import dev.ticketstore.contract.internal.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Observations that their callers do not wait for. */
@Timeout(120)
class ObserveAsyncTest extends TicketStoreContract {

  private static final int CALLS = 500;

  private static Violation lag(@Nullable String id) {
    return Violation.of("lag", "m").observedAt(NOW).observationId(id).build();
  }

  private static Observation get(CompletionStage<Observation> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void eachCompletesOnceItIsCommittedWithItsOwnOutcomeInOrder() throws Exception {
    List<CompletionStage<Observation>> stages = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      stages.add(store.observeAsync(lag(null)));
    }

    for (int i = 0; i < CALLS; i++) {
      Observation each = get(stages.get(i));
      assertThat(each.outcome()).isEqualTo(i == 0 ? Outcome.CREATED : Outcome.REPEATED);
      assertThat(each.ticket().occurrenceCount()).isEqualTo(i + 1);
      assertThat(each.ticket().version()).isEqualTo(i + 1);
    }
    assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount()).isEqualTo(CALLS);
  }

  @Test
  void whatIsCommittedIsThereWhenTheStageCompletes() throws Exception {
    for (int i = 0; i < 20; i++) {
      long count =
          store
              .observeAsync(lag(null))
              .thenApply(seen -> store.find(seen.ticket().id()).orElseThrow().occurrenceCount())
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      assertThat(count).isEqualTo(i + 1);
    }
  }

  @Test
  void whatDependsOnItMayCallTheStoreAndWait() throws Exception {
    CompletionStage<Observation> stage = store.observeAsync(lag(null));
    for (int i = 1; i < 50; i++) {
      stage = stage.thenApply(before -> store.observe(lag(null)));
    }

    assertThat(get(stage).ticket().occurrenceCount()).isEqualTo(50);
  }

  @Test
  void callersOfBothKindsShareTransactions() throws Exception {
    Threads.run(
        8,
        thread -> {
          List<CompletionStage<Observation>> stages = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            stages.add(store.observeAsync(lag(null)));
            store.observe(lag(null));
          }
          for (CompletionStage<Observation> stage : stages) {
            assertThat(get(stage).outcome()).isIn(Outcome.CREATED, Outcome.REPEATED);
          }
          return thread;
        });

    assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount()).isEqualTo(8 * 100);
  }

  @Test
  void whatIsRefusedFailsAlone() throws Exception {
    store.observe(Violation.of("other", "m").observationId("taken").build());
    List<CompletionStage<Observation>> stages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      stages.add(store.observeAsync(lag(i == 10 ? "taken" : "id-" + i)));
    }

    for (int i = 0; i < 20; i++) {
      CompletableFuture<Observation> future = stages.get(i).toCompletableFuture();
      if (i == 10) {
        assertThatThrownBy(future::join)
            .isInstanceOf(CompletionException.class)
            .hasCauseInstanceOf(ObservationIdReusedException.class);
      } else {
        assertThat(future.join().ticket().violationKey()).isEqualTo("lag");
      }
    }
    assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount()).isEqualTo(19);
  }

  @Test
  void nothingIsCancelled() throws Exception {
    CompletionStage<Observation> stage = store.observeAsync(lag(null));
    stage.toCompletableFuture().cancel(true);

    assertThat(get(stage).outcome()).isEqualTo(Outcome.CREATED);
  }

  @Test
  void closingWaitsForWhatIsOnItsWay() throws Exception {
    TicketStore another = database.store().clock(clock).open();
    List<CompletionStage<Observation>> stages = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      stages.add(another.observeAsync(lag(null)));
    }
    another.close();

    for (CompletionStage<Observation> stage : stages) {
      assertThat(get(stage).ticket().violationKey()).isEqualTo("lag");
    }
    assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount()).isEqualTo(CALLS);
    assertFails(another.observeAsync(lag(null)), StoreClosedException.class);
  }

  private static void assertFails(
      CompletionStage<Observation> stage, Class<? extends Throwable> cause) {
    assertThatThrownBy(() -> get(stage))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(cause);
  }

  @Test
  @SuppressWarnings("NullAway") // as a caller without null checks would
  void invalidInputFailsTheStage() {
    assertFails(store.observeAsync(null), InvalidInputException.class);
  }

  @Test
  void aClockBeyondTheYearsFailsTheStageAndTakesNoRoom() throws Exception {
    try (TicketStore small = database.store().clock(clock).maxPending(1).open()) {
      clock.advance(Duration.ofDays(9_000 * 366L));
      for (int i = 0; i < 3; i++) {
        assertFails(small.observeAsync(lag(null)), InvalidInputException.class);
      }
      assertThatThrownBy(() -> small.observe(lag(null)))
          .isInstanceOfSatisfying(
              InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("clock"));
      clock.advance(Duration.ofDays(-9_000 * 366L));
      assertThat(get(small.observeAsync(lag(null))).outcome()).isEqualTo(Outcome.CREATED);
    }
  }

  @Test
  void aFailedObservationMakesRoomForOthers() throws Exception {
    store.observe(Violation.of("other", "m").observationId("taken").build());
    try (TicketStore small =
        database.store().clock(clock).maxPending(1).timeout(Duration.ofSeconds(2)).open()) {
      for (int i = 0; i < 3; i++) {
        assertFails(small.observeAsync(lag("taken")), ObservationIdReusedException.class);
      }
      assertThat(get(small.observeAsync(lag(null))).outcome()).isEqualTo(Outcome.CREATED);
    }
  }

  @Test
  void whoFindsNoRoomWaitsAndIsThenRefused() throws Exception {
    Duration timeout = Duration.ofMillis(300);
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicBoolean stuck = new AtomicBoolean();
    DataSource stalling =
        new DelegatingDataSource(database.dataSource()) {
          @Override
          public Connection getConnection() throws SQLException {
            if (stuck.get()) {
              waiting.countDown();
              awaitUninterrupted(open);
            }
            return super.getConnection();
          }
        };
    try (TicketStore small =
        TicketStore.builder()
            .dataSource(stalling)
            .clock(clock)
            .maxPending(2)
            .timeout(timeout)
            .open()) {
      stuck.set(true);
      CompletionStage<Observation> first = small.observeAsync(lag("1"));
      waiting.await();
      CompletionStage<Observation> second = small.observeAsync(lag("2"));

      long begin = System.nanoTime();
      CompletableFuture<Observation> third = small.observeAsync(lag("3")).toCompletableFuture();
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(timeout.toNanos());
      assertThatThrownBy(third::join)
          .hasCauseInstanceOf(StoreOverloadedException.class)
          .hasMessageContaining("maxPending allows, 2,")
          .cause()
          .isInstanceOfSatisfying(
              StoreOverloadedException.class, e -> assertThat(e.isRetryable()).isTrue());
      assertThatThrownBy(() -> small.observe(lag("3")))
          .isInstanceOf(StoreOverloadedException.class);

      open.countDown();
      assertThat(get(first).outcome()).isEqualTo(Outcome.CREATED);
      // Its turn came too late.
      assertThatThrownBy(() -> get(second))
          .cause()
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.isRetryable()).isTrue());
      stuck.set(false);
      assertThat(get(small.observeAsync(lag("3"))).ticket().occurrenceCount()).isEqualTo(2);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // A driver that does not heed interrupts.
      }
    }
  }

  @Test
  void aWaitingCallerGoesOnWhenThereIsRoom() throws Exception {
    try (TicketStore small = database.store().clock(clock).maxPending(1).open()) {
      List<CompletionStage<Observation>> stages = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        stages.add(small.observeAsync(lag(null)));
      }
      for (CompletionStage<Observation> stage : stages) {
        assertThat(get(stage).ticket().violationKey()).isEqualTo("lag");
      }
      assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount()).isEqualTo(100);
    }
  }

  @Test
  void aNonsensicalBoundIsRefused() {
    TicketStoreBuilder builder = database.store();

    assertThatThrownBy(() -> builder.maxPending(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("maxPending")
        .hasMessageContaining("0");
  }

  @Test
  void callsThatShareACommitKeepTheTimesAtWhichTheyWereMade() throws Exception {
    List<CompletionStage<Observation>> stages = new ArrayList<>();
    LockedTickets.during(
        database,
        () -> {
          for (int i = 0; i < 5; i++) {
            stages.add(store.observeAsync(Violation.of("lag", "m").storeId("s-" + i).build()));
            clock.advance(Duration.ofSeconds(1));
          }
        });

    for (int i = 0; i < 5; i++) {
      assertThat(get(stages.get(i)).ticket().firstSeenAt()).isEqualTo(NOW.plusSeconds(i));
    }
  }
}
