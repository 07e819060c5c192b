package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ticketstore.ChangeFollower;
import dev.ticketstore.EventPage;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.internal.Threads;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Who follows the changes gets each once, whoever writes meanwhile. */
class ChangeFeedTest extends TicketStoreContract {

  private static final int WRITERS = 8;
  private static final int TIMES = 40;

  @Test
  void eventsComeOnceInTheOrderInWhichTheyHappened() {
    for (int i = 0; i < 5; i++) {
      store.observe(storeDown("s" + i, NOW));
    }

    EventPage first = store.changes(null, 3);
    EventPage second = store.changes(first.next(), 3);
    EventPage third = store.changes(second.next(), 3);

    assertThat(first.events())
        .extracting(TicketEvent::violationKey)
        .containsExactly("store_down:s0", "store_down:s1", "store_down:s2");
    assertThat(second.events())
        .extracting(TicketEvent::violationKey)
        .containsExactly("store_down:s3", "store_down:s4");
    assertThat(third.events()).isEmpty();
    assertThat(third.next()).isEqualTo(second.next()).isEqualTo(store.latestCursor());
  }

  @Test
  void nothingIsLostWhileOthersWrite() throws Exception {
    AtomicInteger writing = new AtomicInteger(WRITERS);
    try (TicketStore other = database.store().clock(clock).open()) {
      List<List<TicketEvent>> followed =
          Threads.run(
              WRITERS + 1,
              thread -> {
                if (thread == WRITERS) {
                  return follow(writing);
                }
                try {
                  TicketStore mine = thread % 2 == 0 ? store : other;
                  for (int i = 0; i < TIMES; i++) {
                    long id = mine.observe(storeDown(thread + "-" + i, NOW)).ticket().id();
                    mine.acknowledge(id);
                  }
                } finally {
                  writing.decrementAndGet();
                }
                return List.of();
              });

      List<TicketEvent> events = followed.get(WRITERS);
      assertThat(events).hasSize(2 * WRITERS * TIMES);
      Set<Long> opened = new HashSet<>();
      Set<Long> ids = new HashSet<>();
      for (TicketEvent event : events) {
        assertThat(ids.add(event.id())).isTrue();
        assertThat(opened.add(event.ticketId())).isEqualTo(event.oldValue() == null);
      }
    }
  }

  private List<TicketEvent> follow(AtomicInteger writing) throws InterruptedException {
    List<TicketEvent> events = new ArrayList<>();
    try (ChangeFollower follower = store.follow(null)) {
      boolean last = false;
      while (!last) {
        last = writing.get() == 0;
        EventPage changes = follower.next(Duration.ofMillis(last ? 500 : 50));
        events.addAll(changes.events());
        last = last && changes.events().isEmpty();
      }
    }
    return events;
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "it has one writer")
  void whatIsCommittedLaterNeverComesBeforeTheCursor() throws Exception {
    try (Connection connection = database.connectForTransactions()) {
      DSLContext dsl = database.dsl(connection);
      dsl.transaction(
          transaction -> {
            store.within(transaction).observe(storeDown("slow", NOW));
            store.observe(storeDown("fast", NOW));
            assertThat(store.changes(null, 10).events()).isEmpty();
          });
    }

    assertThat(store.changes(null, 10).events())
        .extracting(TicketEvent::violationKey)
        .containsExactly("store_down:slow", "store_down:fast");
  }

  @Test
  void aFollowerWaitsForWhatComes() throws Exception {
    try (ChangeFollower follower = store.follow(store.latestCursor())) {
      assertThat(follower.next(Duration.ofMillis(1)).events()).isEmpty();
      List<Integer> seen =
          Threads.run(
              2,
              thread -> {
                if (thread == 0) {
                  return follower.next(Duration.ofMinutes(1)).events().size();
                }
                store.observe(storeDown("a", NOW));
                return 0;
              });
      assertThat(seen.get(0)).isEqualTo(1);
    }
  }

  /** Otherwise it looks four times a second. */
  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "it notifies no one")
  void aFollowerListensToTheServer() throws Exception {
    assumeFalse(server.isPooled(), "no session of a pooler listens");
    try (Connection connection = database.connect()) {
      DSLContext server = database.dsl(connection);
      String listening =
          "select count(*) from pg_stat_activity where datname = current_database()"
              + " and query = 'listen ticket_events'";
      try (ChangeFollower follower = store.follow(null)) {
        assertThat(server.fetchValue(listening)).isEqualTo(1L);
        assertThat(follower.next(Duration.ofMillis(1)).events()).isEmpty();
      }
      assertThat(server.fetchValue(listening)).isEqualTo(0L);
    }
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "it notifies no one")
  void aCommitNotifiesAListener() throws Exception {
    try (Connection connection = database.connect()) {
      database.dsl(connection).execute("listen ticket_events");

      store.observe(storeDown("a", NOW));

      assertThat(connection.unwrap(PGConnection.class).getNotifications(10_000))
          .extracting(PGNotification::getName)
          .containsExactly("ticket_events");
    }
  }

  @Test
  void wrongCursorsAndLimitsAreRefused() {
    for (String cursor : List.of("", "0-7", "0-", "-1", "99999999999999999999", "a")) {
      assertThatThrownBy(() -> store.changes(cursor, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'" + cursor + "'");
    }
    assertThatThrownBy(() -> store.follow("x")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> store.changes(null, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> store.changes(null, 10_001)).isInstanceOf(InvalidInputException.class);
    assertThat(store.changes(null, 10_000).events()).isEmpty();
  }
}
