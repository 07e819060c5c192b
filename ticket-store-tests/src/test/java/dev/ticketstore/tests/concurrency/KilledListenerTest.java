package dev.ticketstore.tests.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.ChangeSubscription;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.internal.Waiting;
import dev.ticketstore.tests.support.ChildProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A process is killed while its listener has events that it has not acknowledged. */
@EveryDatabase
class KilledListenerTest {

  private static final String NAME = "relay";

  /** Longer than a process that died keeps the listener to itself. */
  private static final Duration LEASE_AND_MORE = Duration.ofSeconds(31);

  @Parameter DatabaseServer server;

  @Test
  void theNextProcessGetsTheUnacknowledgedEventsAgain() throws Exception {
    TestDatabase database = server.createMigrated();
    BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    try (TicketStore store =
            database.store().clock(Clock.offset(Clock.systemUTC(), LEASE_AND_MORE)).open();
        ChildProcess process =
            ChildProcess.start(
                ListeningProcess.class,
                database.url(),
                database.user(),
                database.password(),
                NAME,
                "second")) {
      process.begin();
      observe(store, "first");
      assertThat(process.awaitLines(1)).containsExactly("first");
      awaitCursor(store, store.latestCursor());
      observe(store, "second");
      assertThat(process.awaitLines(2)).containsExactly("first", "second");
      observe(store, "third");
      process.kill();

      try (ChangeSubscription subscription =
          store.onChange(
              NAME,
              null,
              events -> events.stream().map(TicketEvent::violationKey).forEach(taken::add))) {
        List<String> again = new ArrayList<>();
        again.add(taken.poll(30, TimeUnit.SECONDS));
        again.add(taken.poll(30, TimeUnit.SECONDS));
        assertThat(again).containsExactly("second", "third");
        awaitCursor(store, store.latestCursor());
        assertThat(taken).isEmpty();
        assertThat(subscription.name()).isEqualTo(NAME);
      }
    } finally {
      database.drop();
    }
  }

  private static void observe(TicketStore store, String invariant) {
    store.observe(Violation.of(invariant, "it failed").build());
  }

  private static void awaitCursor(TicketStore store, String cursor) throws Exception {
    Waiting.until(
        Duration.ofSeconds(20),
        "the cursor " + cursor,
        () -> store.listenerCursor(NAME).equals(Optional.of(cursor)));
  }
}
