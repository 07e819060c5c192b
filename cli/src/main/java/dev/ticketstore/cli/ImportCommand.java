package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.input.InputFile;
import dev.ticketstore.cli.output.FeedItemLine;
import dev.ticketstore.cli.output.ImportSummary;
import dev.ticketstore.cli.output.PrintableText;
import dev.ticketstore.cli.output.Progress;
import dev.ticketstore.formats.FeedFormat;
import dev.ticketstore.formats.FeedImporter;
import dev.ticketstore.formats.FeedItem;
import dev.ticketstore.formats.FeedOptions;
import dev.ticketstore.formats.FeedOutcome;
import dev.ticketstore.formats.FeedReader;
import dev.ticketstore.model.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UseDefaultConverter;

/** Applies the alerts that another program sent. */
@Command(
    description = {
      "Apply the alerts that another program sent, such as Alertmanager or Nagios.",
      "Those that fire count, and others resolve or acknowledge the tickets of their keys.",
      "What cannot be read is reported with its position, and the rest is applied.",
      "The command then fails with 1. Alerts that are sent again count once."
    })
@SuppressWarnings("NullAway.Init")
final class ImportCommand implements Runnable {

  /** A file of another format has as many as it has lines. */
  private static final int MAX_REPORTED = 20;

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The alerts; - for standard input.")
  private String file;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "F",
      converter = Converters.ToFeedFormat.class,
      completionCandidates = Converters.FeedFormats.class,
      description = "The program: ${COMPLETION-CANDIDATES}.")
  private FeedFormat format;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Which of several such programs sent it. Default: the name of the format.")
  private @Nullable String source;

  @Option(
      names = "--key-label",
      paramLabel = "NAME",
      description = {
        "A label for the store of the key. May be given several times.",
        "Default: those that identify an alert in its format."
      })
  private List<String> keyLabels = new ArrayList<>();

  @Option(
      names = "--severity-label",
      paramLabel = "NAME",
      defaultValue = "severity",
      description = "The label with the severity. Default: ${DEFAULT-VALUE}.")
  private String severityLabel;

  @Option(
      names = "--severity",
      paramLabel = "VALUE=S",
      converter = {UseDefaultConverter.class, Converters.ToSeverity.class},
      description = "The severity for a value of that label, such as P3=info. May be repeated.")
  private Map<String, Severity> severities = new LinkedHashMap<>();

  @Option(
      names = "--default-severity",
      paramLabel = "S",
      defaultValue = "warning",
      converter = Converters.ToSeverity.class,
      completionCandidates = Converters.Severities.class,
      description = "For alerts without one: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Severity defaultSeverity;

  @Option(names = "--soft", description = "Count soft states of Nagios and Icinga too.")
  private boolean soft;

  @Option(names = "--strict", description = "Stop at the first item that cannot be read.")
  private boolean strict;

  @Option(names = "--dry-run", description = "Print what each item would do, and open no store.")
  private boolean dryRun;

  private long unreadable;

  @Override
  public void run() {
    FeedOptions options =
        FeedOptions.defaults()
            .withSource(source)
            .withKeyLabels(keyLabels)
            .withSeverityLabel(severityLabel)
            .withSeverities(severities)
            .withDefaultSeverity(defaultSeverity)
            .withSoftStates(soft);
    new InputFile(file)
        .read(
            tickets.environment().in(),
            (in, size) -> {
              FeedReader reader = format.read(in, options);
              if (dryRun) {
                show(reader);
              } else {
                apply(reader, size);
              }
            });
    if (unreadable > 0) {
      throw new CommandFailedException(
          (unreadable == 1 ? "1 item of " : unreadable + " items of ")
              + new InputFile(file).name()
              + " could not be read",
          null);
    }
  }

  private void apply(FeedReader reader, long size) {
    ObjectNode summary = tickets.inStoreForFeeds(spec, store -> apply(reader, size, store));
    if (tickets.json()) {
      tickets.printJson(summary);
    } else {
      tickets.printFields(ImportSummary.forPeople(summary));
    }
  }

  private ObjectNode apply(FeedReader reader, long size, TicketStore store) {
    FeedImporter importer = new FeedImporter(store, reader.source(), tickets.environment().clock());
    try (Progress progress = Progress.items(tickets.environment(), size)) {
      for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
        importer.add(item.get());
        if (item.get() instanceof FeedItem.Unreadable bad) {
          report(bad, importer);
        } else if (!reader.isReady()) {
          importer.flush();
        }
        progress.read(reader.bytes());
      }
      importer.flush();
    } catch (IOException e) {
      importer.flush();
      throw new UncheckedIOException(e);
    }
    return ImportSummary.json(importer.counts(), store);
  }

  private void report(FeedItem.Unreadable bad, FeedImporter importer) {
    if (strict) {
      importer.flush();
      Map<FeedOutcome, Long> counts = importer.counts();
      long before = counts.values().stream().mapToLong(Long::longValue).sum() - 1;
      throw new CommandFailedException(
          message(bad) + " (items applied before it: " + before + ")", null);
    }
    report(bad);
  }

  private void report(FeedItem.Unreadable bad) {
    unreadable++;
    if (unreadable <= MAX_REPORTED) {
      PrintWriter err = tickets.environment().err();
      err.println("tickets: " + PrintableText.escape(message(bad)));
      err.flush();
    }
  }

  private String message(FeedItem.Unreadable bad) {
    return new InputFile(file).name() + ", " + bad.position() + ": " + bad.reason();
  }

  private void show(FeedReader reader) throws IOException {
    for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
      if (tickets.json()) {
        tickets.printJson(FeedItemLine.json(item.get()));
      } else {
        tickets.environment().out().println(FeedItemLine.of(item.get()));
      }
      if (item.get() instanceof FeedItem.Unreadable bad) {
        unreadable++;
        if (strict) {
          throw new CommandFailedException(message(bad), null);
        }
      }
    }
  }
}
