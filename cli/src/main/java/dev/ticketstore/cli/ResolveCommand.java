package dev.ticketstore.cli;

import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Resolves a ticket. */
@Command(description = "Resolve a ticket. There is no way back.")
final class ResolveCommand extends ChangeCommand {

  @Option(names = "--release-hold", description = "Resolve it even if it is held.")
  private boolean releaseHold;

  @Override
  StepResult change(TicketOperations store, long ticketId) {
    return releaseHold ? store.resolveAndReleaseHold(ticketId) : store.resolve(ticketId);
  }

  @Override
  String changed(long ticketId) {
    return "Resolved ticket " + ticketId + ".";
  }

  @Override
  String unchanged(long ticketId) {
    return "Ticket " + ticketId + " was resolved already.";
  }
}
