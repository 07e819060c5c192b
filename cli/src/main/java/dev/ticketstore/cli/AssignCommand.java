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

/** Gives a ticket to somebody, or takes it back. */
@Command(
    name = "assign",
    description = "Give an unresolved ticket to somebody to look after, or to nobody.")
final class AssignCommand extends ChangeCommand {

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Who looks after it.")
  private @Nullable String name;

  @Option(names = "--nobody", description = "Nobody looks after it any more.")
  private boolean nobody;

  @Override
  void check(CommandSpec command) {
    super.check(command);
    if (nobody == (name != null)) {
      throw new ParameterException(command.commandLine(), "expected either NAME or --nobody");
    }
  }

  @Override
  StepResult change(TicketOperations store, long ticketId) {
    return store.assign(ticketId, name);
  }

  @Override
  String changed(long ticketId) {
    return name == null
        ? "Nobody looks after ticket " + ticketId + " now."
        : "Assigned ticket " + ticketId + " to " + PrintableText.escape(name) + ".";
  }

  @Override
  String unchanged(long ticketId) {
    return name == null
        ? "Nobody looked after ticket " + ticketId + " before."
        : "Ticket " + ticketId + " was assigned to " + PrintableText.escape(name) + " already.";
  }
}
