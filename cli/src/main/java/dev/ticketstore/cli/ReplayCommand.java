package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.cli.input.BadLineException;
import dev.ticketstore.cli.input.InputFile;
import dev.ticketstore.cli.input.ReplayEntry;
import dev.ticketstore.cli.input.ReplayReader;
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

/** Feeds recorded check cycles and events to the store, one after the other. */
@Command(
    description = {
      "Feed check cycles and single events to the store, in their order.",
      "A line that is neither ends it; the lines before it stay applied.",
      "A line that has been applied before changes nothing."
    })
@SuppressWarnings("NullAway.Init")
final class ReplayCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "NDJSON, one JSON object a line; - for standard input.")
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
    ReplayReader reader = new ReplayReader(in);
    ReplayGroup group = new ReplayGroup(store, summary);
    try (Progress progress = Progress.lines(tickets.environment(), size)) {
      for (Optional<ReplayEntry> entry = next(reader, group);
          entry.isPresent();
          entry = next(reader, group)) {
        group.add(entry.get(), reader.line());
        if (group.isFull() || !reader.isReady()) {
          group.store();
        }
        progress.read(reader.bytes());
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

  /** The next entry. Those before a bad line are stored. */
  private static Optional<ReplayEntry> next(ReplayReader reader, ReplayGroup group)
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
            "%s, line %d: %s (lines applied before it: %d)",
            new InputFile(file).name(),
            line,
            e.getMessage(),
            summary.lines()),
        e);
  }
}
