package dev.ticketstore.tests.model;

import dev.ticketstore.IllegalStepException;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.UnknownTicketException;
import java.util.List;
import java.util.function.Function;

/**
 * A call, for the store and for the model alike.
 *
 * @param text the call as a person would write it
 * @param call makes it
 */
record Operation(String text, Function<TicketOperations, ?> call) {

  /** What the call returns, or how it is refused. */
  Object outcome(TicketOperations tickets) {
    try {
      return call.apply(tickets);
    } catch (UnknownTicketException e) {
      return List.of("unknown", e.ticketId());
    } catch (TicketHeldException e) {
      return List.of("held", e.ticketId());
    } catch (IllegalStepException e) {
      return List.of("illegal step", e.ticketId(), e.status());
    }
  }
}
