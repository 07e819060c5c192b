package dev.ticketstore;

import java.util.List;

/**
 * Part of the history of all tickets, in the order of ids. Nothing that is committed later comes
 * before what has been given out.
 *
 * @param events at most as many as were asked for
 * @param next the cursor after them, or the one that was given if there are none
 */
public record EventPage(List<TicketEvent> events, String next) {

  /** Copies the list. */
  public EventPage {
    events = List.copyOf(events);
  }
}
