package dev.ticketstore.internal.observe;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.ticketstore.Ticket;
import dev.ticketstore.internal.database.Dialect;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.tickets.TicketRows;
import dev.ticketstore.jooq.tables.Tickets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/** What keys had before a call: by it the call finds out which observations are late. */
record EarlierTickets(DSLContext dsl) {

  /** The last resolved tickets of keys, by key. */
  Map<String, Ticket> lastResolved(Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    Tickets resolved = TICKETS.as("r");
    Map<String, Ticket> tickets = new HashMap<>();
    dsl.select(TicketRows.COLUMNS)
        .from(TICKETS)
        .where(
            row(TICKETS.VIOLATION_KEY, TICKETS.EPISODE)
                .in(
                    select(resolved.VIOLATION_KEY, max(resolved.EPISODE))
                        .from(resolved)
                        .where(
                            resolved.VIOLATION_KEY.in(
                                JsonInput.column(Dialect.of(dsl), TICKETS.VIOLATION_KEY, keys)))
                        .and(TicketRows.isResolvedEpisode(resolved))
                        .groupBy(resolved.VIOLATION_KEY)))
        .forEach(
            found -> {
              Ticket ticket = TicketRows.ticket(found);
              tickets.put(ticket.violationKey(), ticket);
            });
    return tickets;
  }

  /** When the unresolved tickets of keys were first seen, by key. */
  Map<String, Instant> begun(Collection<String> keys) {
    return keys.isEmpty()
        ? Map.of()
        : dsl.select(TICKETS.VIOLATION_KEY, TICKETS.FIRST_SEEN_AT)
            .from(TICKETS)
            .where(
                TICKETS.VIOLATION_KEY.in(
                    JsonInput.column(Dialect.of(dsl), TICKETS.VIOLATION_KEY, keys)))
            .and(TicketRows.UNRESOLVED)
            .fetchMap(TICKETS.VIOLATION_KEY, TICKETS.FIRST_SEEN_AT);
  }
}
