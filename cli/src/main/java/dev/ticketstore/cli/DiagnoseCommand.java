package dev.ticketstore.cli;

import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores the cause of a ticket. */
@Command(description = "Store the cause of an unresolved ticket; another one replaces it.")
@SuppressWarnings("NullAway.Init")
final class DiagnoseCommand extends ChangeCommand {

  @Parameters(index = "1", paramLabel = "TEXT", description = "The cause.")
  private String diagnosis;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if the ticket still has this version, as show prints it.")
  private @Nullable Long version;

  @Override
  StepResult change(TicketOperations store, long ticketId) {
    return version == null
        ? store.diagnose(ticketId, diagnosis)
        : store.diagnose(ticketId, diagnosis, version);
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
