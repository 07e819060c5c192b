package dev.ticketstore.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketStore;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each assertion fails where it should, and says what was found. */
class TicketAssertionsTest {

  @RegisterExtension final TestStore tickets = TestStore.onSqlite();

  @Test
  void wrongTicketsFail() {
    Ticket open = tickets.store().observe(Violations.of("lag", "a")).ticket();
    TicketAssert asserted = TicketAssertions.assertThat(open);
    asserted
        .isOpen()
        .isUnresolved()
        .hasOccurrences(1)
        .hasEpisode(1)
        .hasSeverity(Severity.WARNING)
        .hasMessage("lag does not hold")
        .isAssignedTo(null)
        .isNotHeld()
        .hasLabels(Map.of())
        .wasFirstSeenAt(TestStore.START)
        .wasLastSeenAt(TestStore.START);

    for (ThrowingCallable each :
        List.<ThrowingCallable>of(
            asserted::isResolved,
            asserted::isHeld,
            () -> asserted.hasStatus(TicketStatus.DIAGNOSED),
            () -> asserted.hasOccurrences(2),
            () -> asserted.hasEpisode(2),
            () -> asserted.hasSeverity(Severity.INFO),
            () -> asserted.hasMessage("m"),
            () -> asserted.isAssignedTo("ann"),
            () -> asserted.hasLabels(Map.of("a", "b")),
            () -> asserted.wasFirstSeenAt(TestStore.START.plusSeconds(1)),
            () -> asserted.wasLastSeenAt(TestStore.START.plusSeconds(1)))) {
      fails(each, "violationKey=lag:a");
    }
    Ticket resolved = tickets.store().resolve(open.id()).ticket();
    fails(() -> TicketAssertions.assertThat(resolved).isUnresolved(), "lag:a");
    fails(() -> TicketAssertions.assertThat(resolved).isOpen(), "lag:a");
    fails(() -> TicketAssertions.assertThat((Ticket) null).isOpen(), "null");
  }

  @Test
  void wrongStoresAndHistoriesFail() {
    TicketStore store = tickets.store();
    long id = store.by("ann").observe(Violations.of("lag", "a")).ticket().id();
    StoreAssert asserted = TicketAssertions.assertThat(store);

    fails(() -> asserted.hasUnresolved("lag:b"), "lag:a");
    fails(() -> asserted.hasNoUnresolved("lag:a"), "lag:a");
    fails(asserted::hasUnresolvedOnly, "lag:a");
    fails(() -> asserted.hasUnresolvedOnly("lag:a", "lag:b"), "lag:b");
    HistoryAssert history = TicketAssertions.assertThatHistory(store.history(id));
    history.hasKinds(EventKind.OPENED).hasStatuses("open").hasActors("ann");
    fails(history::hasKinds, "OPENED");
    fails(() -> history.hasStatuses("open", "resolved"), "resolved");
    fails(() -> history.hasActors((String) null), "ann");
  }

  private static void fails(ThrowingCallable assertion, String found) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(found);
  }
}
