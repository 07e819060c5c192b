package example;

import dev.ticketstore.Ticket;
import java.time.Instant;

/** A ticket as the service shows it, whatever the store adds later. */
record TicketView(
    long id, String status, String key, String message, long count, Instant lastSeen) {

  static TicketView of(Ticket ticket) {
    return new TicketView(
        ticket.id(),
        ticket.status().name(),
        ticket.violationKey(),
        ticket.message(),
        ticket.occurrenceCount(),
        ticket.lastSeenAt());
  }
}
