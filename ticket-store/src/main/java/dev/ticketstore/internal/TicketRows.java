package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.Ticket;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Rows as the store's callers see them. */
final class TicketRows {

  private TicketRows() {}

  static Ticket ticket(Record row) {
    return new Ticket(
        required(row.get(TICKETS.ID)),
        required(row.get(TICKETS.VIOLATION_KEY)),
        required(row.get(TICKETS.INVARIANT_NAME)),
        row.get(TICKETS.STORE_ID),
        required(row.get(TICKETS.STATUS)),
        required(row.get(TICKETS.HELD)),
        row.get(TICKETS.BATCH_KEY),
        required(row.get(TICKETS.OCCURRENCE_COUNT)),
        required(row.get(TICKETS.FIRST_SEEN_AT)),
        required(row.get(TICKETS.LAST_SEEN_AT)),
        row.get(TICKETS.RESOLVED_AT),
        required(row.get(TICKETS.MESSAGE)),
        required(row.get(TICKETS.SEVERITY)),
        row.get(TICKETS.DIAGNOSIS),
        row.get(TICKETS.METRIC_SNAPSHOT),
        required(row.get(TICKETS.VERSION)),
        required(row.get(TICKETS.CREATED_AT)),
        required(row.get(TICKETS.UPDATED_AT)),
        required(row.get(TICKETS.EPISODE)),
        row.get(TICKETS.PREVIOUS_ID),
        required(row.get(TICKETS.OCCURRENCES_BEFORE)),
        required(row.get(TICKETS.FLAPPING)),
        row.get(TICKETS.SOURCE),
        row.get(TICKETS.ASSIGNEE));
  }

  /** A ticket as of some observations ago, as far as counting goes. */
  static Ticket before(Ticket ticket, long observations) {
    return new Ticket(
        ticket.id(),
        ticket.violationKey(),
        ticket.invariantName(),
        ticket.storeId(),
        ticket.status(),
        ticket.held(),
        ticket.batchKey(),
        ticket.occurrenceCount() - observations,
        ticket.firstSeenAt(),
        ticket.lastSeenAt(),
        ticket.resolvedAt(),
        ticket.message(),
        ticket.severity(),
        ticket.diagnosis(),
        ticket.metricSnapshot(),
        ticket.version() - observations,
        ticket.createdAt(),
        ticket.updatedAt(),
        ticket.episode(),
        ticket.previousId(),
        ticket.occurrencesBefore(),
        ticket.flapping(),
        ticket.source(),
        ticket.assignee());
  }

  private static <T> T required(@org.jspecify.annotations.Nullable T value) {
    return Objects.requireNonNull(value);
  }

  /** Tickets by id; those that are not there are left out. */
  static Map<Long, Ticket> byId(DSLContext context, Dialect dialect, Collection<Long> ids) {
    return context
        .selectFrom(TICKETS)
        .where(TICKETS.ID.in(JsonRows.ids(dialect, ids)))
        .fetchMap(TICKETS.ID, TicketRows::ticket);
  }
}
