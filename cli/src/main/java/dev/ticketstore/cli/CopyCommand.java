package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.CopyReport;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.StoreCopy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Copies a store to another database. */
@Command(
    description = {
      "Copy all tickets, with their ids and history, to an empty store, and compare both.",
      "After an interruption, the same command continues where the copy ended.",
      "Stop what writes to the source: later changes are not copied."
    })
@SuppressWarnings("NullAway.Init")
final class CopyCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "JDBC_URL",
      description = "The source: jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE.")
  private String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "JDBC_URL",
      description = "The target. A missing SQLite file is created.")
  private String to;

  @Override
  public void run() {
    if (tickets.storeOptions().isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--db and --url do not apply: name both stores with --from and --to");
    }
    if (from.equals(to)) {
      throw new ParameterException(spec.commandLine(), "--from and --to are the same");
    }
    StoreLocation source = StoreLocation.of(from, "--from", spec).requireStore();
    StoreLocation target = StoreLocation.of(to, "--to", spec);
    CopyReport report = copy(source, target);
    ObjectNode json =
        Json.object()
            .put("copied", report.copied())
            .put("tickets", report.tickets())
            .put("checksum", report.checksum());
    if (tickets.json()) {
      tickets.printJson(json);
    } else {
      tickets.printFields(json);
    }
  }

  private CopyReport copy(StoreLocation source, StoreLocation target) {
    Environment environment = tickets.environment();
    try (TicketStore fromStore = source.openToRead(environment);
        TicketStore toStore = target.open(environment)) {
      long all = fromStore.count().values().stream().mapToLong(Long::longValue).sum();
      try (Progress progress = Progress.rows(environment, "Copy", all)) {
        return StoreCopy.copy(fromStore, toStore, progress::done);
      }
    } catch (InvalidInputException e) {
      // The command line is right; the stores hold different tickets.
      throw new CommandFailedException(Messages.withName("--to", e), e);
    }
  }
}
