package dev.ticketstore.cli;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketHeldException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says the store's messages in the words of the command line. */
public final class Messages {

  /** The options that may have given a field of the store's API; the first that was given did. */
  private static final Map<String, List<String>> OPTIONS =
      Map.ofEntries(
          Map.entry("invariantName", List.of("--invariant", "--key")),
          Map.entry("storeId", List.of("--store", "--key")),
          Map.entry("violationKey", List.of("--key")),
          Map.entry("message", List.of("--message")),
          Map.entry("metricSnapshot", List.of("--metrics")),
          Map.entry("labels", List.of("--label")),
          Map.entry("batchKey", List.of("--batch")),
          Map.entry("assignee", List.of("--assignee")),
          Map.entry("observedAt", List.of("--at")),
          Map.entry("observationId", List.of("--id")),
          Map.entry("pageSize", List.of("--limit")),
          Map.entry("after", List.of("--after")),
          Map.entry("actor", List.of("--by")),
          Map.entry("note", List.of("--note")),
          Map.entry("source", List.of("--source")),
          Map.entry("keyLabels", List.of("--key-label")),
          Map.entry("severityLabel", List.of("--severity-label")),
          Map.entry("role", List.of("--role")),
          Map.entry("timeout", List.of("--timeout")),
          Map.entry("schema", List.of("--schema")));

  private static final Map<String, String> PARAMETERS =
      Map.of("invariantName", "INVARIANT", "diagnosis", "TEXT", "text", "TEXT", "assignee", "NAME");

  private Messages() {}

  /** The message, with the name of the option or parameter that gave the value. */
  static String of(InvalidInputException e, CommandLine command) {
    ParseResult given = command.getParseResult();
    String name =
        OPTIONS.getOrDefault(e.field(), List.of()).stream()
            .filter(given::hasMatchedOption)
            .findFirst()
            .orElse(PARAMETERS.getOrDefault(e.field(), e.field()));
    return withName(name, e);
  }

  /** The message, with another name for the field. */
  public static String withName(String name, InvalidInputException e) {
    return name + String.valueOf(e.getMessage()).substring(e.field().length());
  }

  /** The message, with the option that releases the hold. */
  static String of(TicketHeldException e) {
    return "Ticket " + e.ticketId() + " is held: unhold it first, or add --release-hold.";
  }
}
