package dev.ticketstore.testkit;

import dev.ticketstore.TicketEvent;
import dev.ticketstore.model.EventKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on the events of a ticket or key, oldest first. */
public final class HistoryAssert extends AbstractAssert<HistoryAssert, List<TicketEvent>> {

  HistoryAssert(@Nullable List<TicketEvent> events) {
    super(events, HistoryAssert.class);
  }

  /** Verifies the kinds of all events, in their order. */
  public HistoryAssert hasKinds(EventKind... kinds) {
    return has("kinds", actual -> actual.stream().map(TicketEvent::kind).toList(), kinds);
  }

  /** Verifies the statuses that the ticket had, in their order, such as open and resolved. */
  public HistoryAssert hasStatuses(String... statuses) {
    return has(
        "statuses",
        actual ->
            actual.stream()
                .filter(e -> e.kind() == EventKind.OPENED || e.kind() == EventKind.STATUS)
                .map(TicketEvent::newValue)
                .toList(),
        statuses);
  }

  /** Verifies the actors of all events, in their order; null for none. */
  public HistoryAssert hasActors(@Nullable String... actors) {
    return has("actors", actual -> actual.stream().map(TicketEvent::actor).toList(), actors);
  }

  private HistoryAssert has(
      String what, Function<List<TicketEvent>, List<?>> values, @Nullable Object[] expected) {
    isNotNull();
    List<?> found = values.apply(actual);
    if (!found.equals(Arrays.asList(expected))) {
      throw failureWithActualExpected(
          found,
          Arrays.asList(expected),
          "Expected the %s%n  %s%nnot%n  %s%nof%n  %s",
          what,
          Arrays.asList(expected),
          found,
          actual);
    }
    return this;
  }
}
