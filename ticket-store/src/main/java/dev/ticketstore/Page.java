package dev.ticketstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, newest ticket first.
 *
 * @param tickets at most as many as were asked for
 * @param next the cursor for {@link TicketQuery.Builder#after(String)} with the same filters; null
 *     on the last page
 */
public record Page(List<Ticket> tickets, @Nullable String next) {

  /** Copies the list. */
  public Page {
    tickets = List.copyOf(tickets);
  }
}
