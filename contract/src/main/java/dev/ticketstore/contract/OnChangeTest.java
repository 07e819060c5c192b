package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.CHANGE_LISTENERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.ChangeSubscription;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Waiting;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listeners, which get each event at least once. */
class OnChangeTest extends TicketStoreContract {

  private static final String NAME = "webhook";
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

  private void take(List<TicketEvent> events) {
    events.forEach(event -> taken.add(words(event)));
  }

  private static String words(TicketEvent event) {
    return event.violationKey() + " " + event.kind() + " " + event.newValue();
  }

  private String next() throws InterruptedException {
    return taken.poll(20, TimeUnit.SECONDS);
  }

  private void nothingMore() throws InterruptedException {
    assertThat(taken.poll(600, TimeUnit.MILLISECONDS)).isNull();
  }

  private long observe(String invariant) {
    Violation violation = Violation.of(invariant, "it failed").observedAt(clock.instant()).build();
    return store.observe(violation).ticket().id();
  }

  /** Waits until all that was committed is written down as taken. */
  private void settled() throws Exception {
    Waiting.until(
        Duration.ofSeconds(10),
        "the cursor " + store.latestCursor(),
        () -> store.listenerCursor(NAME).equals(Optional.of(store.latestCursor())));
  }

  @Test
  void newNameGetsWhatHappensFromNowOnInItsOrder() throws Exception {
    observe("before");
    try (ChangeSubscription subscription = store.onChange(NAME, this::take)) {
      assertThat(subscription.name()).isEqualTo(NAME);
      long id = observe("slow");
      store.acknowledge(id);
      store.by("ann").resolve(id);

      assertThat(next()).isEqualTo("slow OPENED open");
      assertThat(next()).isEqualTo("slow STATUS acknowledged");
      assertThat(next()).isEqualTo("slow STATUS resolved");
      settled();
      assertThat(store.changesLag(store.listenerCursor(NAME).orElseThrow()).ready()).isZero();
    }
    nothingMore();
  }

  @Test
  void newNameMayBeginAtTheBeginning() throws Exception {
    observe("before");
    try (ChangeSubscription subscription = store.onChange(NAME, null, this::take)) {
      assertThat(next()).isEqualTo("before OPENED open");
      settled();
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void otherStoreGoesOnWhereTheNameHasGotTo() throws Exception {
    try (ChangeSubscription first = store.onChange(NAME, this::take)) {
      observe("a");
      assertThat(next()).isEqualTo("a OPENED open");
      settled();
      assertThat(first).isNotNull();
    }
    observe("b");
    try (TicketStore other = database.store().clock(clock).open()) {
      other.onChange(NAME, null, this::take);
      assertThat(next()).isEqualTo("b OPENED open");
    }
    nothingMore();
  }

  @Test
  void listenerThatFailsGetsTheSameEventsAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (ChangeSubscription subscription =
        store.onChange(
            NAME,
            events -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the webhook answers 503");
              }
              if (calls.get() == 2) {
                throw new AssertionError("a fault of the listener");
              }
              take(events);
            })) {
      observe("slow");
      assertThat(next()).isEqualTo("slow OPENED open");
      assertThat(calls).hasValue(3);
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void listenerGetsAtMostAHundredEventsAtATime() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    store.observeAll(
        IntStream.range(0, 250)
            .mapToObj(i -> Violation.of("slow", "it failed").storeId("s" + i).build())
            .toList());
    try (ChangeSubscription subscription =
        store.onChange(
            NAME,
            null,
            events -> {
              sizes.add(events.size());
              take(events);
            })) {
      for (int i = 0; i < 250; i++) {
        assertThat(next()).isNotNull();
      }
      settled();
      assertThat(subscription).isNotNull();
    }
    assertThat(sizes).containsExactly(100, 100, 50);
  }

  @Test
  void ofTwoWithANameOneIsCalledAndTheOtherTakesOver() throws Exception {
    try (TicketStore other = database.store().clock(clock).open()) {
      ChangeSubscription first = store.onChange(NAME, this::take);
      observe("a");
      assertThat(next()).isEqualTo("a OPENED open");

      BlockingQueue<String> ofTheOther = new LinkedBlockingQueue<>();
      other.onChange(NAME, events -> events.forEach(event -> ofTheOther.add(words(event))));
      observe("b");
      assertThat(next()).isEqualTo("b OPENED open");
      settled();

      first.close();
      observe("c");
      assertThat(ofTheOther.poll(20, TimeUnit.SECONDS)).isEqualTo("c OPENED open");
    }
    nothingMore();
  }

  @Test
  void leaseOfAProcessThatDiedEnds() throws Exception {
    store.onChange(NAME, this::take).close();
    try (Connection connection = database.connect()) {
      database
          .dsl(connection)
          .update(CHANGE_LISTENERS)
          .set(CHANGE_LISTENERS.LEASE_OWNER, "a process that died")
          .set(CHANGE_LISTENERS.LEASE_ENDS_AT, clock.instant().plus(LEASE))
          .execute();
    }
    observe("slow");
    try (ChangeSubscription subscription = store.onChange(NAME, this::take)) {
      assertThat(taken.poll(1_500, TimeUnit.MILLISECONDS)).isNull();

      clock.advance(LEASE);
      assertThat(next()).isEqualTo("slow OPENED open");
      settled();
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void listenerThatLostItsLeaseIsNotCalledAgainAndWritesNothingDown() throws Exception {
    store.observeAll(
        IntStream.range(0, 150)
            .mapToObj(i -> Violation.of("slow", "it failed").storeId("s" + i).build())
            .toList());
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (ChangeSubscription subscription =
        store.onChange(
            NAME,
            null,
            events -> {
              calls.incrementAndGet();
              called.countDown();
              done.await();
            })) {
      assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
      try (Connection connection = database.connect()) {
        database
            .dsl(connection)
            .update(CHANGE_LISTENERS)
            .set(CHANGE_LISTENERS.LEASE_OWNER, "a process that took over")
            .set(CHANGE_LISTENERS.LEASE_ENDS_AT, clock.instant().plus(LEASE))
            .execute();
      }
      done.countDown();

      nothingMore();
      assertThat(calls).hasValue(1);
      assertThat(store.listenerCursor(subscription.name())).contains("0");
    }
  }

  @Test
  void closingWaitsForTheCallOfTheListenerAndNothingComesTwice() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    ChangeSubscription subscription =
        store.onChange(
            NAME,
            events -> {
              called.countDown();
              Thread.sleep(500);
              take(events);
            });
    observe("slow");
    assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();

    subscription.close();

    assertThat(taken.poll()).isEqualTo("slow OPENED open");
    try (ChangeSubscription again = store.onChange(NAME, this::take)) {
      nothingMore();
      assertThat(again).isNotNull();
    }
  }

  @Test
  void closingTheStoreEndsItsListeners() throws Exception {
    TicketStore other = database.store().clock(clock).open();
    other.onChange(NAME, this::take);
    other.close();

    observe("slow");
    nothingMore();
    assertThat(threads()).doesNotContain("ticket-store-listener-" + NAME);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void removedNameIsUnknown() throws Exception {
    store.onChange(NAME, this::take).close();
    assertThat(store.listenerCursor(NAME)).isPresent();

    assertThat(store.removeListener(NAME)).isTrue();

    assertThat(store.listenerCursor(NAME)).isEmpty();
    assertThat(store.removeListener(NAME)).isFalse();
  }

  @Test
  void badNamesAndCursorsAreRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> store.onChange(" ", this::take))
        .withMessageContaining("name");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> store.onChange(NAME, "garbled", this::take))
        .withMessageContaining("'garbled'");
    assertThat(store.listenerCursor(NAME)).isEmpty();
  }
}
