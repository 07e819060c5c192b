package dev.ticketstore.testkit;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entry points of the assertions; they go well beside those of AssertJ, by static imports. */
public final class TicketAssertions {

  private TicketAssertions() {}

  /** Begins an assertion on a ticket. */
  public static TicketAssert assertThat(@Nullable Ticket ticket) {
    return new TicketAssert(ticket);
  }

  /** Begins an assertion on what a store has. */
  public static StoreAssert assertThat(@Nullable TicketStore store) {
    return new StoreAssert(store);
  }

  /** Begins an assertion on a history, such as {@code store.history(id)}. */
  public static HistoryAssert assertThatHistory(@Nullable List<TicketEvent> events) {
    return new HistoryAssert(events);
  }
}
