package dev.ticketstore;

import java.util.List;

/** Takes the events of {@link TicketStore#onChange}, such as to send them to another system. */
@FunctionalInterface
public interface ChangeListener {

  /**
   * Takes the next events. Once it has returned, they do not come again; if it throws, or its
   * process ends, they do, and so each is taken at least once. It should return within 20 s: after
   * that another process with a listener of the same name may take over, and gets the same events.
   * It may call the store.
   *
   * @param events at least one and at most 100, in the order of {@link TicketStore#changes}
   * @throws Exception if it could not take them; it gets the same events after a pause
   */
  void changed(List<TicketEvent> events) throws Exception;
}
