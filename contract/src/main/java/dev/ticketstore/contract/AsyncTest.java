package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.StepResult;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.StoreOverloadedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that their callers do not wait for. */
@Timeout(120)
class AsyncTest extends TicketStoreContract {

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void eachOperationCompletesWithItsResult() throws Exception {
    long id = store.observe(storeDown("a", NOW)).ticket().id();

    StepResult step = get(store.async(tickets -> tickets.by("ann").acknowledge(id)));

    assertThat(step.ticket().status()).isEqualTo(TicketStatus.ACKNOWLEDGED);
    assertThat(store.history(id)).last().satisfies(e -> assertThat(e.actor()).isEqualTo("ann"));
    List<CompletionStage<Ticket>> seen = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String name = "s" + i;
      seen.add(store.async(tickets -> tickets.observe(storeDown(name, NOW)).ticket()));
    }
    for (int i = 0; i < seen.size(); i++) {
      assertThat(get(seen.get(i)).storeId()).isEqualTo("s" + i);
    }
    assertThat(store.list(TicketQuery.builder().pageSize(1_000).build()).tickets()).hasSize(101);
  }

  @Test
  void whatAnOperationThrowsIsOfItsStage() {
    assertThatThrownBy(() -> get(store.async(tickets -> tickets.acknowledge(7))))
        .hasCauseInstanceOf(UnknownTicketException.class);
    Error error = new AssertionError("of the caller");
    assertThatThrownBy(
            () ->
                get(
                    store.async(
                        tickets -> {
                          throw error;
                        })))
        .hasCause(error);
  }

  @Test
  void callerWaitsForNothingWhileThereIsRoom() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (TicketStore one = database.store().maxConnections(1).open()) {
      CompletionStage<Boolean> first =
          one.async(tickets -> awaitUninterruptibly(free) && tickets.count() != null);
      CompletionStage<Ticket> second =
          one.async(tickets -> tickets.observe(storeDown("a", NOW)).ticket());

      assertThat(second.toCompletableFuture()).isNotDone();
      assertThat(store.count().get(TicketStatus.OPEN)).isZero();
      free.countDown();
      assertThat(get(first)).isTrue();
      assertThat(get(second).storeId()).isEqualTo("a");
    }
  }

  @Test
  void oneTooManyIsRefusedAndDoesNothing() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (TicketStore one = database.store().maxPending(1).timeout(Duration.ofMillis(300)).open()) {
      CompletionStage<Boolean> first = one.async(tickets -> awaitUninterruptibly(free));

      assertThatThrownBy(() -> get(one.async(tickets -> tickets.observe(storeDown("a", NOW)))))
          .hasCauseInstanceOf(StoreOverloadedException.class)
          .hasMessageContaining("maxPending allows, 1,");
      free.countDown();
      assertThat(get(first)).isTrue();
      long open = get(one.async(tickets -> tickets.count().get(TicketStatus.OPEN)));
      assertThat(open).isZero();
    }
  }

  @Test
  void dependentStagesRunOnNoThreadOfTheStore() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    CompletionStage<String> thread =
        store
            .async(tickets -> awaitUninterruptibly(free))
            .thenApply(done -> Thread.currentThread().getName());
    free.countDown();

    assertThat(get(thread)).doesNotStartWith("ticket-store");
  }

  @Test
  void threadsAreVirtualWhereThereAreSuch() throws Exception {
    boolean virtual =
        get(
            store.async(
                tickets -> Thread.currentThread().getClass().getName().contains("Virtual")));

    assertThat(virtual).isEqualTo(Runtime.version().feature() >= 21);
  }

  @Test
  void closingWaitsForThoseInFlightAndTakesNoMore() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    TicketStore other = database.store().open();
    CompletionStage<Long> slow =
        other.async(
            tickets -> {
              awaitUninterruptibly(free);
              return tickets.observe(storeDown("a", NOW)).ticket().occurrenceCount();
            });
    Thread closing = new Thread(other::close);
    closing.start();
    closing.join(100);
    assertThat(closing.isAlive()).isTrue();
    free.countDown();

    closing.join();
    assertThat(get(slow)).isEqualTo(1);
    assertThatThrownBy(() -> get(other.async(tickets -> tickets.count())))
        .hasCauseInstanceOf(StoreClosedException.class);
  }

  private static boolean awaitUninterruptibly(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
