package dev.ticketstore.tests.concurrency;

import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.count;

import dev.ticketstore.EventPage;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.tests.support.ChildProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/**
 * Four processes with four threads each do everything at once. {@code -Dmixing.steps=1000} lets
 * each thread do so more often than in a build.
 */
@EveryDatabase
class MixingProcessesTest {

  private static final int PROCESSES = 4;
  private static final int THREADS = 4;

  @Parameter DatabaseServer server;

  @Test
  void countsAreExactAndTheHistoryReplaysToTheTickets() throws Exception {
    TestDatabase database = server.createMigrated();
    try (TicketStore store = database.store().open()) {
      long counted = 0;
      for (ChildProcess each :
          ChildProcess.startAll(
              PROCESSES,
              MixingProcess.class,
              database.url(),
              database.user(),
              database.password(),
              String.valueOf(THREADS),
              String.valueOf(Integer.getInteger("mixing.steps", 100)))) {
        counted += Long.parseLong(each.output().strip());
      }

      List<Ticket> tickets = tickets(store);
      assertThat(counted).isPositive();
      assertThat(tickets.stream().mapToLong(Ticket::occurrenceCount).sum()).isEqualTo(counted);
      assertThat(
              store.<List<String>>read(
                  dsl ->
                      dsl.select(TICKETS.VIOLATION_KEY)
                          .from(TICKETS)
                          .where(TICKETS.STATUS.ne(TicketStatus.RESOLVED))
                          .groupBy(TICKETS.VIOLATION_KEY)
                          .having(count().gt(1))
                          .fetch(TICKETS.VIOLATION_KEY)))
          .isEmpty();
      assertThat(store.<Integer>read(dsl -> dsl.fetchCount(OBSERVATION_IDS))).isPositive();
      assertEpisodesFollowEachOther(tickets);
      assertHistoryReplaysTo(tickets, store);
    }
  }

  private static List<Ticket> tickets(TicketStore store) {
    List<Ticket> tickets = new ArrayList<>();
    TicketQuery query = TicketQuery.builder().pageSize(1_000).build();
    var page = store.list(query);
    tickets.addAll(page.tickets());
    while (page.next() != null) {
      page = store.list(query.toBuilder().after(page.next()).build());
      tickets.addAll(page.tickets());
    }
    Collections.reverse(tickets);
    return tickets;
  }

  private static void assertEpisodesFollowEachOther(List<Ticket> tickets) {
    Map<String, Ticket> newest = new HashMap<>();
    for (Ticket ticket : tickets.stream().sorted(Comparator.comparing(Ticket::episode)).toList()) {
      Ticket before = newest.put(ticket.violationKey(), ticket);
      assertThat(ticket.episode()).isEqualTo(before == null ? 1 : before.episode() + 1);
      assertThat(ticket.previousId()).isEqualTo(before == null ? null : before.id());
      assertThat(ticket.occurrencesBefore())
          .isEqualTo(before == null ? 0 : before.occurrencesBefore() + before.occurrenceCount());
    }
  }

  private static void assertHistoryReplaysTo(List<Ticket> tickets, TicketStore store) {
    Map<Long, Map<EventKind, String>> state = new HashMap<>();
    List<TicketEvent> events = new ArrayList<>();
    EventPage changes = store.changes(null, 1_000);
    while (!changes.events().isEmpty()) {
      events.addAll(changes.events());
      changes = store.changes(changes.next(), 1_000);
    }
    // Those of one ticket have happened in the order of their ids.
    events.sort(Comparator.comparing(TicketEvent::id));
    events.forEach(event -> apply(event, state));
    for (Ticket ticket : tickets) {
      Map<EventKind, String> replayed = Objects.requireNonNull(state.get(ticket.id()));
      assertThat(
              Arrays.asList(
                  replayed.get(EventKind.STATUS),
                  replayed.getOrDefault(EventKind.HELD, "false"),
                  replayed.getOrDefault(EventKind.FLAPPING, "false"),
                  replayed.get(EventKind.DIAGNOSIS),
                  replayed.get(EventKind.ASSIGNEE)))
          .isEqualTo(
              Arrays.asList(
                  ticket.status().literal(),
                  String.valueOf(ticket.held()),
                  String.valueOf(ticket.flapping()),
                  ticket.diagnosis(),
                  ticket.assignee()));
    }
  }

  private static void apply(TicketEvent event, Map<Long, Map<EventKind, String>> state) {
    Map<EventKind, String> ticket =
        state.computeIfAbsent(event.ticketId(), id -> new EnumMap<>(EventKind.class));
    EventKind kind = event.kind() == EventKind.OPENED ? EventKind.STATUS : event.kind();
    @Nullable String before = ticket.get(kind);
    if (before != null && kind != EventKind.COMMENT) {
      assertThat(event.oldValue()).as("%s", event).isEqualTo(before);
    }
    if (event.newValue() == null) {
      ticket.remove(kind);
    } else {
      ticket.put(kind, event.newValue());
    }
  }
}
