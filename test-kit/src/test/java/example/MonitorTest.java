package example;

import static dev.ticketstore.testkit.TicketAssertions.assertThat;
import static dev.ticketstore.testkit.TicketAssertions.assertThatHistory;

import dev.ticketstore.TicketStore;
import dev.ticketstore.testkit.CheckCycles;
import dev.ticketstore.testkit.TestStore;
import dev.ticketstore.testkit.Violations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MonitorTest {

  @RegisterExtension final TestStore tickets = TestStore.onSqlite();

  @Test
  void aCheckThatPassesAgainResolvesItsTicket() {
    TicketStore store = tickets.store();
    CheckCycles cycles = CheckCycles.of("monitor-1", tickets.clock());

    store.reconcile(cycles.finding(Violations.of("store_down", "tikv-1")));
    assertThat(store).hasUnresolved("store_down:tikv-1").isOpen().hasOccurrences(1);
    long id = store.findUnresolved("store_down:tikv-1").orElseThrow().id();

    tickets.clock().advance(Duration.ofMinutes(1));
    store.reconcile(cycles.finding());
    assertThat(store).hasNoUnresolved("store_down:tikv-1");
    assertThatHistory(store.history(id)).hasStatuses("open", "resolved");
  }
}
