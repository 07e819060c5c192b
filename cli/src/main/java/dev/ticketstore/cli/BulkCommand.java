package dev.ticketstore.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.BulkChange;
import dev.ticketstore.BulkChange.Step;
import dev.ticketstore.BulkReport;
import dev.ticketstore.BulkReport.Outcome;
import dev.ticketstore.BulkReport.Result;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.schema.SchemaResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes one step with many tickets. */
@Command(
    description = {
      "Take a step with many tickets: those with the ids, or those that pass all filters.",
      "A ticket that cannot take it is skipped."
    })
@SuppressWarnings("NullAway.Init")
final class BulkCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "STEP",
      converter = Converters.ToStep.class,
      completionCandidates = Converters.Steps.class,
      description = "The step for each: ${COMPLETION-CANDIDATES}.")
  private Step step;

  @Parameters(index = "1..*", paramLabel = "ID", description = "The tickets, instead of filters.")
  private List<Long> ids = new ArrayList<>();

  @Mixin private final FilterOptions filters = new FilterOptions();

  @Option(names = "--release-hold", description = "Resolve held ones too.")
  private boolean releaseHold;

  @Mixin private final ActorOptions author = new ActorOptions();

  @Override
  public void run() {
    author.check(spec);
    if (releaseHold && step != Step.RESOLVE) {
      throw usage("--release-hold is for resolve only");
    }
    if (ids.isEmpty() != filters.isGiven()) {
      throw usage(
          ids.isEmpty()
              ? "expected ids or filters, such as --status open"
              : "ids and filters exclude each other: give one of them");
    }
    BulkChange bulk =
        author.sign(BulkChange.of(releaseHold ? Step.RESOLVE_AND_RELEASE_HOLD : step));
    TicketQuery query = filters.query().build();
    BulkReport report =
        tickets.inExistingStore(
            spec, store -> ids.isEmpty() ? store.bulk(bulk, query) : store.bulk(bulk, ids));
    if (tickets.json()) {
      tickets.printJson(json(report));
    } else {
      print(report);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static ObjectNode json(BulkReport report) {
    ObjectNode json = Json.object();
    for (Outcome outcome : Outcome.values()) {
      json.put(Json.name(outcome), report.count(outcome));
    }
    ArrayNode results = json.putArray("results");
    for (Result result : report.results()) {
      results.addObject().put("id", result.ticketId()).put("outcome", Json.name(result.outcome()));
    }
    return json;
  }

  private void print(BulkReport report) {
    PrintWriter out = tickets.environment().out();
    for (Result result : report.results()) {
      if (result.outcome() != Outcome.CHANGED) {
        out.println(result.ticketId() + "  " + why(result.outcome()));
      }
    }
    out.println(summary(report));
  }

  private static String why(Outcome outcome) {
    return switch (outcome) {
      case CHANGED -> "changed";
      case UNCHANGED -> "unchanged: it was so already";
      case ILLEGAL -> "illegal: its status does not allow it any more";
      case HELD -> "held: release the hold first";
      case UNKNOWN -> "unknown: no ticket has this id";
    };
  }

  /** Such as {@code Changed 2 of 4 tickets: 1 unchanged, 1 held.} */
  private static String summary(BulkReport report) {
    String others =
        Arrays.stream(Outcome.values())
            .filter(outcome -> outcome != Outcome.CHANGED && report.count(outcome) > 0)
            .map(outcome -> report.count(outcome) + " " + Json.name(outcome))
            .collect(Collectors.joining(", "));
    return "Changed "
        + report.count(Outcome.CHANGED)
        + " of "
        + SchemaResult.count(report.results().size(), "ticket")
        + (others.isEmpty() ? "." : ": " + others + ".");
  }
}
