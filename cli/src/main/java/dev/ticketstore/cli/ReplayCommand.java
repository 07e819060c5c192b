package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.cli.input.BadLineException;
import dev.ticketstore.cli.input.CheckCycleReader;
import dev.ticketstore.cli.input.InputFile;
import dev.ticketstore.cli.output.Progress;
import dev.ticketstore.cli.output.ReplaySummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Feeds recorded check cycles to the store, one after the other. */
@Command(
    name = "replay",
    description = {
      "Feed check cycles to the store, each in a transaction of its own.",
      "A line that is not a check cycle ends it; the cycles before it stay.",
      "A cycle that has been applied, by source and batch key, changes nothing."
    })
@SuppressWarnings("NullAway.Init")
final class ReplayCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "Check cycles as NDJSON, one JSON object a line; - for standard input.")
  private String file;

  @Override
  public void run() {
    new InputFile(file).read(tickets.environment().in(), this::replay);
  }

  private void replay(InputStream in, long size) {
    ObjectNode summary = tickets.inStore(spec, store -> replay(in, size, store));
    if (tickets.json()) {
      tickets.printJson(summary);
    } else {
      tickets.printFields(ReplaySummary.forPeople(summary));
    }
  }

  private ObjectNode replay(InputStream in, long size, TicketStore store) {
    ReplaySummary summary = new ReplaySummary();
    CheckCycleReader reader = new CheckCycleReader(in);
    ReplayGroup group = new ReplayGroup(store, summary);
    try (Progress progress = Progress.cycles(tickets.environment(), size)) {
      for (Optional<CheckCycle> cycle = next(reader, group);
          cycle.isPresent();
          cycle = next(reader, group)) {
        group.add(cycle.get(), reader.line());
        if (group.isFull() || !reader.isReady()) {
          group.store();
        }
        progress.cycle(reader.bytes());
      }
    } catch (BadLineException e) {
      throw failed(reader.line(), summary, e);
    } catch (TicketStoreException e) {
      throw failed(group.line(), summary, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return summary.json(store);
  }

  /** The next cycle. Cycles before a bad line are stored. */
  private static Optional<CheckCycle> next(CheckCycleReader reader, ReplayGroup group)
      throws IOException {
    try {
      return reader.next();
    } catch (BadLineException e) {
      group.store();
      throw e;
    }
  }

  private CommandFailedException failed(long line, ReplaySummary summary, RuntimeException e) {
    return new CommandFailedException(
        String.format(
            Locale.ROOT,
            "%s, line %d: %s (cycles stored before it: %d)",
            new InputFile(file).name(),
            line,
            e.getMessage(),
            summary.cycles()),
        e);
  }
}
