package dev.ticketstore.cli;

import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.output.EventJson;
import dev.ticketstore.cli.output.EventTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists the events of one ticket, or of all tickets of one key. */
@Command(
    description = {
      "List the events of a ticket, or of all tickets of a key, as they were recorded.",
      "Repeats are counted, and not listed. Times are UTC."
    })
@SuppressWarnings("NullAway.Init")
final class HistoryCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The ticket.")
  private @Nullable Long id;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "All tickets of this violation key instead of one ticket.")
  private @Nullable String key;

  @Override
  public void run() {
    if ((id == null) == (key == null)) {
      throw new ParameterException(spec.commandLine(), "expected either ID or --key KEY");
    }
    print(tickets.readingStore(spec, this::events));
  }

  private List<TicketEvent> events(TicketStore store) {
    return id == null ? store.historyOfKey(String.valueOf(key)) : store.history(id);
  }

  private void print(List<TicketEvent> events) {
    Environment environment = tickets.environment();
    if (tickets.json()) {
      events.stream().map(EventJson::of).forEach(tickets::printJson);
    } else if (!events.isEmpty()) {
      environment.out().print(table(events));
    }
    environment.out().flush();
    if (events.isEmpty()) {
      environment.err().println("No events.");
    }
  }

  private String table(List<TicketEvent> events) {
    EventTable table = new EventTable(events, id == null);
    Environment environment = tickets.environment();
    return environment.terminal().outIsTerminal()
        ? table.fitting(environment.terminal().columns(), environment.clock().instant())
        : table.full();
  }
}
