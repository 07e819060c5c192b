package dev.ticketstore.tests.model;

import dev.ticketstore.CycleReusedException;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.ObservationIdReusedException;
import dev.ticketstore.StaleTicketException;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.UnknownTicketException;
import java.util.List;
import java.util.function.Function;

/**
 * A call, for the store and for the model alike.
 *
 * @param text the call as a person would write it
 * @param onStore makes it on the store
 * @param onModel makes it on the model
 */
record Operation(String text, Function<TicketStore, ?> onStore, Function<TicketModel, ?> onModel) {

  static Operation of(String text, Function<TicketOperations, ?> call) {
    return new Operation(text, call::apply, call::apply);
  }

  /** What a call returns, or how it is refused. */
  static <T> Object outcome(Function<T, ?> call, T tickets) {
    try {
      return call.apply(tickets);
    } catch (UnknownTicketException e) {
      return List.of("unknown", e.ticketId());
    } catch (TicketHeldException e) {
      return List.of("held", e.ticketId());
    } catch (IllegalStepException e) {
      return List.of("illegal step", e.ticketId(), e.status());
    } catch (StaleTicketException e) {
      return List.of("stale", e.ticketId(), e.expectedVersion(), e.actualVersion());
    } catch (CycleReusedException e) {
      return "cycle reused: " + e.getMessage();
    } catch (ObservationIdReusedException e) {
      return List.of("id reused", e.observationId());
    }
  }
}
