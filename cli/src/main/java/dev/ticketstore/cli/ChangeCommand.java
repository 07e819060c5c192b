package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.cli.output.TicketJson;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Changes one ticket, says whether that changed anything, and prints the ticket. */
@SuppressWarnings("NullAway.Init")
abstract class ChangeCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Mixin private final StepOptions step = new StepOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "The ticket.")
  private long id;

  /** Refuses a command line that contradicts itself, before anything is opened. */
  void check(CommandSpec command) {
    step.check(command);
  }

  /** Makes the change. */
  abstract StepResult change(TicketOperations store, long ticketId);

  /** The message for a ticket that the call changed, such as {@code Held ticket 3.}. */
  abstract String changed(long ticketId);

  /** The message for a ticket that was so before. */
  abstract String unchanged(long ticketId);

  @Override
  public final void run() {
    check(spec);
    StepResult change = tickets.inExistingStore(spec, store -> change(step.in(store), id));
    ObjectNode json = TicketJson.of(change.ticket());
    if (tickets.json()) {
      tickets.printJson(json.put("changed", change.changed()));
    } else {
      tickets.environment().out().println(change.changed() ? changed(id) : unchanged(id));
      tickets.printFields(json);
    }
  }
}
