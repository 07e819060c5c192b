package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.PurgeReport;
import dev.ticketstore.Retention;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Removes old rows. */
@Command(
    description = {
      "Remove rows that are older than an age, such as 90d or 12h.",
      "Unresolved tickets with their history, and the last resolved one of each key, stay."
    })
@SuppressWarnings("NullAway.Init")
final class PurgeCommand implements Runnable {

  private static final long UNKNOWN = -1;

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = Converters.ToAge.class,
      description = "One age for all that the other options name.")
  private @Nullable Duration everything;

  @Option(
      names = "--tickets",
      paramLabel = "TIME",
      converter = Converters.ToAge.class,
      description = "Tickets that were resolved longer ago, with their history.")
  private @Nullable Duration resolved;

  @Option(
      names = "--events",
      paramLabel = "TIME",
      converter = Converters.ToAge.class,
      description = "Older history of resolved tickets that stay.")
  private @Nullable Duration events;

  @Option(
      names = "--ids",
      paramLabel = "TIME",
      converter = Converters.ToAge.class,
      description = "Observation ids that were counted longer ago: they would count again.")
  private @Nullable Duration observationIds;

  @Option(
      names = "--cycles",
      paramLabel = "TIME",
      converter = Converters.ToAge.class,
      description = "Check cycles that were applied longer ago: they would be applied again.")
  private @Nullable Duration cycles;

  @Option(
      names = "--dry-run",
      description = "Count the rows that a purge would remove, and change nothing.")
  private boolean dryRun;

  @Override
  public void run() {
    boolean some = Stream.of(resolved, events, observationIds, cycles).anyMatch(Objects::nonNull);
    if (some == (everything != null)) {
      throw new ParameterException(
          spec.commandLine(),
          some
              ? "--older-than names everything: give either it, or the other ages"
              : "expected --older-than TIME, or an age of --tickets, --events, --ids or --cycles");
    }
    PurgeReport report =
        dryRun
            ? tickets.readingStore(spec, store -> store.purgeDryRun(retention()))
            : tickets.inExistingStore(spec, this::purge);
    ObjectNode json =
        Json.object()
            .put("tickets", report.tickets())
            .put("events", report.events())
            .put("observation_ids", report.observationIds())
            .put("cycles", report.cycles());
    if (tickets.json()) {
      tickets.printJson(json.put("dry_run", dryRun));
    } else {
      tickets
          .environment()
          .out()
          .println(dryRun ? "Nothing has changed. A purge would remove:" : "Removed:");
      tickets.printFields(json);
    }
  }

  private PurgeReport purge(TicketStore store) {
    Retention retention = retention();
    Environment environment = tickets.environment();
    // Only a progress bar needs the number of rows.
    long rows =
        environment.terminal().errIsTerminal() ? rows(store.purgeDryRun(retention)) : UNKNOWN;
    try (Progress progress = Progress.rows(environment, "Purge", rows)) {
      return store.purge(retention, progress::done);
    }
  }

  private Retention retention() {
    Instant now = tickets.environment().clock().instant();
    return everything != null
        ? Retention.everythingBefore(now.minus(everything))
        : new Retention(
            before(now, resolved),
            before(now, events),
            before(now, observationIds),
            before(now, cycles));
  }

  private static @Nullable Instant before(Instant now, @Nullable Duration age) {
    return age == null ? null : now.minus(age);
  }

  private static long rows(PurgeReport report) {
    return report.tickets() + report.events() + report.observationIds() + report.cycles();
  }
}
