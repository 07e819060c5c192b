package dev.ticketstore.testkit;

import static dev.ticketstore.testkit.TicketAssertions.assertThat;
import static dev.ticketstore.testkit.TicketAssertions.assertThatHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CycleScope;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension as a test of a service uses it, on each database. */
abstract class TestStoreContract {

  @RegisterExtension final TestStore tickets = extension();

  abstract TestStore extension();

  @Test
  void eachTestBeginsWithNothing() {
    assertThat(tickets.store().list(TicketQuery.all()).tickets()).isEmpty();
    assertThat(tickets.clock().instant()).isEqualTo(TestStore.START);
    tickets.store().observe(Violations.of("store_down", "tikv-1"));
  }

  @Test
  void eachTestBeginsWithNothingAgain(TicketStore store, MutableClock clock) {
    assertThat(store).isSameAs(tickets.store());
    eachTestBeginsWithNothing();
    clock.advance(Duration.ofMinutes(1));
    assertThat(store.observe(Violations.of("store_down", "tikv-1")).ticket())
        .isOpen()
        .hasOccurrences(2)
        .wasFirstSeenAt(TestStore.START)
        .wasLastSeenAt(TestStore.START.plusSeconds(60));
  }

  @Test
  void cyclesResolveWhatTheyMiss() {
    TicketStore store = tickets.store();
    CheckCycles cycles = CheckCycles.of("monitor", tickets.clock());
    store.reconcile(
        cycles.finding(Violations.of("store_down", "tikv-1"), Violations.of("no_quorum")));
    assertThat(store).hasUnresolvedOnly("no_quorum", "store_down:tikv-1");
    long id = store.findUnresolved("no_quorum").orElseThrow().id();

    tickets.clock().advance(Duration.ofMinutes(1));
    store.reconcile(cycles.failingAfter());
    assertThat(store).hasUnresolved("no_quorum").hasEpisode(1);
    tickets.clock().advance(Duration.ofMinutes(1));
    store.reconcile(cycles.checking(CycleScope.keys(List.of("no_quorum"))).finding());

    assertThat(store).hasNoUnresolved("no_quorum").hasUnresolvedOnly("store_down:tikv-1");
    assertThatHistory(store.history(id))
        .hasKinds(EventKind.OPENED, EventKind.STATUS)
        .hasStatuses("open", "resolved")
        .hasActors("monitor", "monitor");
  }

  @Test
  void anotherStoreSeesTheSameTickets() {
    Ticket ticket = tickets.store().observe(Violations.of("lag")).ticket();
    try (TicketStore other = tickets.openAnother()) {
      other.acknowledge(ticket.id());
    }
    assertThat(tickets.store().find(ticket.id()).orElseThrow())
        .hasStatus(TicketStatus.ACKNOWLEDGED)
        .isUnresolved();
  }
}
