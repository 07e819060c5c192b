package dev.ticketstore.cli;

import dev.ticketstore.Change;
import dev.ticketstore.TicketOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stores the cause of a ticket. */
@Command(
    name = "diagnose",
    description = "Store the cause of an unresolved ticket; another one replaces it.")
@SuppressWarnings("NullAway.Init")
final class DiagnoseCommand extends ChangeCommand {

  @Parameters(index = "1", paramLabel = "TEXT", description = "The cause.")
  private String diagnosis;

  @Override
  Change change(TicketOperations store, long ticketId) {
    return store.diagnose(ticketId, diagnosis);
  }

  @Override
  String changed(long ticketId) {
    return "Diagnosed ticket " + ticketId + ".";
  }

  @Override
  String unchanged(long ticketId) {
    return "Ticket " + ticketId + " had this diagnosis already.";
  }
}
