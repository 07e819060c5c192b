package dev.ticketstore;

import java.util.List;
import java.util.Optional;

/**
 * Part of a list, newest ticket first.
 *
 * @param tickets at most as many as were asked for
 * @param next the cursor for {@link TicketQuery.Builder#after(String)} with the same filters; empty
 *     on the last page
 */
public record Page(List<Ticket> tickets, Optional<String> next) {

  /** Copies the list. */
  public Page {
    tickets = List.copyOf(tickets);
  }
}
