package dev.ticketstore.internal;

import dev.ticketstore.Ticket;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import java.util.Objects;

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
        required(row.getUpdatedAt()));
  }

  private static <T> T required(@org.jspecify.annotations.Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
