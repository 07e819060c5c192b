package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.Ticket;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.cli.output.TicketJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints one ticket. */
@Command(description = "Show one ticket.")
@SuppressWarnings("NullAway.Init")
final class ShowCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ID", description = "The ticket.")
  private long id;

  @Override
  public void run() {
    Ticket ticket =
        tickets
            .readingStore(spec, store -> store.find(id))
            .orElseThrow(() -> new UnknownTicketException(id));
    ObjectNode json = TicketJson.of(ticket);
    if (tickets.json()) {
      tickets.printJson(json);
    } else {
      tickets.printFields(json);
    }
  }
}
