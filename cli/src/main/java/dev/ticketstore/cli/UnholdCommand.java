package dev.ticketstore.cli;

import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import picocli.CommandLine.Command;

/** Lets check cycles resolve a ticket again. */
@Command(description = "Let check cycles resolve a ticket again.")
final class UnholdCommand extends ChangeCommand {

  @Override
  StepResult change(TicketOperations store, long ticketId) {
    return store.unhold(ticketId);
  }

  @Override
  String changed(long ticketId) {
    return "Unheld ticket " + ticketId + ".";
  }

  @Override
  String unchanged(long ticketId) {
    return "Ticket " + ticketId + " was not held.";
  }
}
