package dev.ticketstore.testkit;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on what a store has. */
public final class StoreAssert extends AbstractAssert<StoreAssert, TicketStore> {

  StoreAssert(@Nullable TicketStore store) {
    super(store, StoreAssert.class);
  }

  /** Verifies that a key has an unresolved ticket, and begins an assertion on it. */
  public TicketAssert hasUnresolved(String violationKey) {
    isNotNull();
    Optional<Ticket> found = actual.findUnresolved(violationKey);
    if (found.isEmpty()) {
      throw failure("Expected an unresolved ticket of %s; there are%n  %s", violationKey, keys());
    }
    return new TicketAssert(found.get());
  }

  /** Verifies that a key has no unresolved ticket. */
  public StoreAssert hasNoUnresolved(String violationKey) {
    isNotNull();
    Optional<Ticket> found = actual.findUnresolved(violationKey);
    if (found.isPresent()) {
      throw failure("Expected no unresolved ticket of %s, not%n  %s", violationKey, found.get());
    }
    return this;
  }

  /** Verifies that these keys have unresolved tickets, and no others. */
  public StoreAssert hasUnresolvedOnly(String... violationKeys) {
    isNotNull();
    List<String> expected = Stream.of(violationKeys).sorted().toList();
    if (!keys().equals(expected)) {
      throw failureWithActualExpected(
          keys(),
          expected,
          "Expected unresolved tickets of%n  %s%nand no others, not of%n  %s",
          expected,
          keys());
    }
    return this;
  }

  private List<String> keys() {
    try (Stream<Ticket> tickets = actual.stream(TicketQuery.builder().unresolved().build())) {
      return tickets.map(Ticket::violationKey).sorted().toList();
    }
  }
}
