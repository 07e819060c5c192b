package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.EventPage;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.model.EventKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Transactions of several calls, some of which are rolled back, while a reader follows their
 * events. {@code -Dfeed.transactions=2000} lets each writer make more than in a build.
 */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has one writer")
class ChangeFeedStressTest extends TicketStoreContract {

  private static final int WRITERS = 6;
  private static final int KEYS = 12;
  private static final int TRANSACTIONS = Integer.getInteger("feed.transactions", 60);

  /** How often the writers try to make a broken feed lose an event. */
  private static final int ATTEMPTS = 20;

  private record Counts(int found, int missing, int twice, int outOfOrder) {}

  @Test
  void aReaderMissesNothing() throws Exception {
    Counts counts = follow();

    System.out.printf("%s, %d writers: %s%n", server, WRITERS, counts);
    assertThat(counts.found()).isGreaterThan(WRITERS * TRANSACTIONS);
    assertThat(counts.missing()).as("missing").isZero();
    assertThat(counts.twice()).as("twice").isZero();
    assertThat(counts.outOfOrder()).as("out of order within a ticket").isZero();
  }

  /** The check above is able to fail. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop trigger ticket_events_feed on ticket_events",
        "alter table ticket_events alter id set cache 20"
      })
  void aReaderMissesEventsOnceTheTriggerIsBroken(String broken) throws Exception {
    database.execute(broken);
    Counts counts = follow();
    for (int i = 1; i < ATTEMPTS && counts.missing() == 0; i++) {
      counts = follow();
    }

    System.out.printf("%s, after \"%s\": %s%n", server, broken, counts);
    assertThat(counts.missing()).isPositive();
  }

  private Counts follow() throws Exception {
    String before = store.latestCursor();
    AtomicInteger writing = new AtomicInteger(WRITERS);
    List<List<TicketEvent>> read =
        Threads.run(
            WRITERS + 1,
            thread -> {
              if (thread == WRITERS) {
                return read(before, writing);
              }
              try (Connection connection = database.connect()) {
                write(connection, new Random(thread));
              } finally {
                writing.decrementAndGet();
              }
              return List.of();
            });
    return compare(read.get(WRITERS), Long.parseLong(before));
  }

  private List<TicketEvent> read(String after, AtomicInteger writing) {
    List<TicketEvent> events = new ArrayList<>();
    String cursor = after;
    while (true) {
      boolean last = writing.get() == 0;
      EventPage page = store.changes(cursor, 1_000);
      events.addAll(page.events());
      cursor = page.next();
      if (last && page.events().isEmpty()) {
        return events;
      }
    }
  }

  private void write(Connection connection, Random random) throws SQLException {
    connection.setAutoCommit(false);
    TicketOperations within =
        store.within(DSL.using(connection, SQLDialect.POSTGRES).configuration());
    for (int i = 0; i < TRANSACTIONS; i++) {
      try {
        change(connection, within, random);
        if (random.nextInt(5) == 0) {
          connection.rollback();
        } else {
          connection.commit();
        }
      } catch (DatabaseException e) {
        // Another one opened the same episode first.
        assertThat(e.reason()).isEqualTo(DatabaseException.Reason.CONFLICT);
        connection.rollback();
      }
    }
  }

  private static void change(Connection connection, TicketOperations within, Random random)
      throws SQLException {
    // In the order of keys, as two transactions would lock each other out otherwise.
    int first = random.nextInt(KEYS / 2);
    step(within, random, first);
    Savepoint savepoint = connection.setSavepoint();
    step(within, random, first + KEYS / 2);
    if (random.nextInt(4) == 0) {
      connection.rollback(savepoint);
      step(within, random, first + KEYS / 2);
    }
  }

  /** Writes one event or more. */
  private static void step(TicketOperations within, Random random, int key) {
    Violation violation = Violation.of("lag", "m").storeId("s" + key).build();
    long id = within.observe(violation).ticket().id();
    switch (random.nextInt(3)) {
      case 0 -> within.comment(id, "look");
      case 1 -> within.resolveAndReleaseHold(id);
      default -> within.assign(id, "ann " + random.nextInt());
    }
  }

  /** All events that were committed, and those that were read, in their order. */
  private Counts compare(List<TicketEvent> read, long before) {
    List<Long> committed =
        store.read(
            dsl ->
                dsl.select(TICKET_EVENTS.ID)
                    .from(TICKET_EVENTS)
                    .where(TICKET_EVENTS.ID.gt(before))
                    .fetch(TICKET_EVENTS.ID));
    Set<Long> ids = new HashSet<>();
    int twice = 0;
    int outOfOrder = 0;
    Map<Long, String> assignees = new HashMap<>();
    for (TicketEvent event : read) {
      twice += ids.add(event.id()) ? 0 : 1;
      if (event.kind() == EventKind.ASSIGNEE) {
        String earlier = assignees.put(event.ticketId(), String.valueOf(event.newValue()));
        outOfOrder += Objects.equals(earlier, event.oldValue()) ? 0 : 1;
      }
    }
    int missing = (int) committed.stream().filter(id -> !ids.contains(id)).count();
    return new Counts(read.size(), missing, twice, outOfOrder);
  }
}
