package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.cli.output.EventJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes into the history of a ticket, and prints what it has written. */
@Command(description = "Write a comment into the history of a ticket, resolved or not.")
@SuppressWarnings("NullAway.Init")
final class CommentCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Mixin private final StepOptions step = new StepOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "The ticket.")
  private long id;

  @Parameters(index = "1", paramLabel = "TEXT", description = "The comment.")
  private String text;

  @Override
  public void run() {
    step.check(spec);
    TicketEvent event = tickets.inExistingStore(spec, store -> step.in(store).comment(id, text));
    ObjectNode json = EventJson.of(event);
    if (tickets.json()) {
      tickets.printJson(json);
    } else {
      tickets.environment().out().println("Commented on ticket " + id + ".");
      tickets.printFields(json);
    }
  }
}
