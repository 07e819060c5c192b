package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.Observation;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.TicketJson;
import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Counts one violation. */
@Command(description = "Count one violation: on the unresolved ticket of its key, or on a new one.")
@SuppressWarnings("NullAway.Init")
final class ObserveCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "INVARIANT",
      description = "The invariant that was checked, such as store_down.")
  private String invariant;

  @Option(
      names = "--store",
      paramLabel = "ID",
      description = "Where it failed, such as tikv-3:20160. Default: the whole cluster.")
  private @Nullable String store;

  @Option(
      names = "--message",
      required = true,
      paramLabel = "TEXT",
      description = "The text for people.")
  private String message;

  @Option(
      names = "--severity",
      paramLabel = "S",
      defaultValue = "warning",
      converter = Converters.ToSeverity.class,
      completionCandidates = Converters.Severities.class,
      description = "How bad it is: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Severity severity;

  @Option(names = "--metrics", paramLabel = "JSON", description = "The measured values, an object.")
  private @Nullable String metrics;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      description = "A name and a value to filter by. May be given several times.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--batch",
      paramLabel = "KEY",
      description = "A key that groups the violations of one run of checks.")
  private @Nullable String batch;

  @Option(
      names = "--id",
      paramLabel = "OBSERVATION_ID",
      description = "An id with which the observation counts once, however often it is given.")
  private @Nullable String observationId;

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = Converters.ToInstant.class,
      description = "When it was seen, such as 2026-01-24T23:08:17Z. Default: now.")
  private @Nullable Instant at;

  @Override
  public void run() {
    Violation violation =
        Violation.of(invariant, message)
            .storeId(store)
            .severity(severity)
            .metricSnapshot(metrics)
            .labels(labels)
            .batchKey(batch)
            .observedAt(at)
            .observationId(observationId)
            .build();
    Observation seen = tickets.inStore(spec, open -> open.observe(violation));
    ObjectNode json = TicketJson.of(seen.ticket());
    if (tickets.json()) {
      json.put("outcome", Json.name(seen.outcome()));
      if (seen.clockSkewed()) {
        json.put("clock_skewed", true);
      }
      tickets.printJson(json);
    } else {
      tickets.environment().out().println(said(seen));
      if (seen.clockSkewed()) {
        tickets
            .environment()
            .out()
            .println("Its time is too far ahead of this clock: it counted as observed now.");
      }
      tickets.printFields(json);
    }
  }

  private static String said(Observation seen) {
    Ticket ticket = seen.ticket();
    return switch (seen.outcome()) {
      case CREATED -> "Created ticket " + ticket.id() + ".";
      case REPEATED ->
          "Repeated ticket " + ticket.id() + ", now seen " + ticket.occurrenceCount() + " times.";
      case DUPLICATE -> "Counted before, on ticket " + ticket.id() + ".";
      case LATE ->
          "Late: ticket "
              + ticket.id()
              + ", last seen at "
              + ticket.lastSeenAt()
              + " and resolved at "
              + ticket.resolvedAt()
              + ", covers it.";
    };
  }
}
