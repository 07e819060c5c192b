package dev.ticketstore.cli;

import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import picocli.CommandLine.Command;

/** Keeps check cycles from resolving a ticket. */
@Command(description = "Keep check cycles from resolving a ticket.")
final class HoldCommand extends ChangeCommand {

  @Override
  StepResult change(TicketOperations store, long ticketId) {
    return store.hold(ticketId);
  }

  @Override
  String changed(long ticketId) {
    return "Held ticket " + ticketId + ".";
  }

  @Override
  String unchanged(long ticketId) {
    return "Ticket " + ticketId + " was held already.";
  }
}
