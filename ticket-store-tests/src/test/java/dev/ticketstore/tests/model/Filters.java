package dev.ticketstore.tests.model;

import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which tickets a query lets pass. */
final class Filters {

  private Filters() {}

  static boolean match(TicketQuery query, Ticket ticket) {
    return any(query.statuses(), ticket.status())
        && same(query.invariantName(), ticket.invariantName())
        && same(query.storeId(), ticket.storeId())
        && same(query.violationKey(), ticket.violationKey())
        && any(query.severities(), ticket.severity())
        && same(query.held(), ticket.held())
        && same(query.assignee(), ticket.assignee())
        && same(query.batchKey(), ticket.batchKey())
        && within(query.firstSeen(), ticket.firstSeenAt())
        && within(query.lastSeen(), ticket.lastSeenAt())
        && within(query.resolved(), ticket.resolvedAt())
        && within(query.created(), ticket.createdAt())
        && ticket.labels().entrySet().containsAll(query.labels().entrySet());
  }

  private static <T> boolean any(Collection<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static boolean same(@Nullable Object wanted, @Nullable Object value) {
    return wanted == null || wanted.equals(value);
  }

  private static boolean within(TimeRange range, @Nullable Instant value) {
    if (value == null) {
      return range.from() == null && range.until() == null;
    }
    return (range.from() == null || !value.isBefore(range.from()))
        && (range.until() == null || value.isBefore(range.until()));
  }
}
