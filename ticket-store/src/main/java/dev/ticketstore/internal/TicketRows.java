package dev.ticketstore.internal;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.Ticket;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;

/** Rows as the store's callers see them. */
final class TicketRows {

  private TicketRows() {}

  static Ticket ticket(TicketsRecord row) {
    return new Ticket(
        required(row.getId()),
        required(row.getViolationKey()),
        required(row.getInvariantName()),
        row.getStoreId(),
        required(row.getStatus()),
        required(row.getHeld()),
        row.getBatchKey(),
        required(row.getOccurrenceCount()),
        required(row.getFirstSeenAt()),
        required(row.getLastSeenAt()),
        row.getResolvedAt(),
        required(row.getMessage()),
        required(row.getSeverity()),
        row.getDiagnosis(),
        row.getMetricSnapshot(),
        required(row.getVersion()),
        required(row.getCreatedAt()),
        required(row.getUpdatedAt()),
        required(row.getEpisode()),
        row.getPreviousId(),
        required(row.getOccurrencesBefore()),
        required(row.getFlapping()),
        row.getSource(),
        row.getAssignee());
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
