package dev.ticketstore.cli;

import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import picocli.CommandLine.Command;

/** Marks an open ticket as acknowledged. */
@Command(description = "Mark an open ticket as acknowledged.")
final class AcknowledgeCommand extends ChangeCommand {

  @Override
  StepResult change(TicketOperations store, long ticketId) {
    return store.acknowledge(ticketId);
  }

  @Override
  String changed(long ticketId) {
    return "Acknowledged ticket " + ticketId + ".";
  }

  @Override
  String unchanged(long ticketId) {
    return "Ticket " + ticketId + " was acknowledged already.";
  }
}
