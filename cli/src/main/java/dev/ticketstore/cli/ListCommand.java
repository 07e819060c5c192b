package dev.ticketstore.cli;

import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.cli.output.Terminal;
import dev.ticketstore.cli.output.TicketJson;
import dev.ticketstore.cli.output.TicketTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists tickets. */
@Command(description = "List tickets, newest first. All filters must hold. Times are UTC.")
@SuppressWarnings("NullAway.Init")
final class ListCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Mixin private final FilterOptions filters = new FilterOptions();
  @Mixin private final ColorOption color = new ColorOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + TicketQuery.DEFAULT_PAGE_SIZE,
      description =
          "The maximum, up to " + TicketQuery.MAX_PAGE_SIZE + ". Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "The next page, after the cursor of a page with the same filters.")
  private @Nullable String after;

  @Override
  public void run() {
    TicketQuery query = filters.query().pageSize(limit).after(after).build();
    print(tickets.readingStore(spec, open -> open.list(query)));
  }

  private void print(Page page) {
    Environment environment = tickets.environment();
    if (tickets.json()) {
      page.tickets().stream().map(TicketJson::of).forEach(tickets::printJson);
    } else if (!page.tickets().isEmpty()) {
      environment.out().print(table(page.tickets()));
    }
    environment.out().flush();
    if (page.tickets().isEmpty()) {
      environment.err().println("No tickets.");
    }
    if (page.next() != null) {
      environment.err().println("More: --after " + page.next());
    }
  }

  private String table(List<Ticket> rows) {
    Environment environment = tickets.environment();
    Terminal terminal = environment.terminal();
    boolean colors = color.isOn(environment);
    return terminal.outIsTerminal()
        ? TicketTable.fitting(rows, colors, terminal.columns(), environment.clock().instant())
        : TicketTable.full(rows, colors);
  }
}
