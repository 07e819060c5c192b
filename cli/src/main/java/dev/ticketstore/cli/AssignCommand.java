package dev.ticketstore.cli;

import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.cli.output.PrintableText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Assigns a ticket to a person, or to none. */
@Command(description = "Assign an unresolved ticket to a person, or to none.")
final class AssignCommand extends ChangeCommand {

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The assignee.")
  private @Nullable String name;

  @Option(names = "--none", description = "Take the assignee away.")
  private boolean none;

  @Override
  void check(CommandSpec command) {
    super.check(command);
    if (none == (name != null)) {
      throw new ParameterException(command.commandLine(), "expected either NAME or --none");
    }
  }

  @Override
  StepResult change(TicketOperations store, long ticketId) {
    return store.assign(ticketId, name);
  }

  @Override
  String changed(long ticketId) {
    return name == null
        ? "Ticket " + ticketId + " has no assignee now."
        : "Assigned ticket " + ticketId + " to " + PrintableText.escape(name) + ".";
  }

  @Override
  String unchanged(long ticketId) {
    return name == null
        ? "Ticket " + ticketId + " had no assignee."
        : "Ticket " + ticketId + " was assigned to " + PrintableText.escape(name) + " already.";
  }
}
