package dev.ticketstore.cli;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketHeldException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says the store's messages in the words of the command line. */
final class Messages {

  /** The options that may have given a field of the store's API; the first that was given did. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "invariantName", List.of("--invariant", "--key"),
          "storeId", List.of("--store", "--key"),
          "violationKey", List.of("--key"),
          "message", List.of("--message"),
          "metricSnapshot", List.of("--metrics"),
          "batchKey", List.of("--batch"),
          "observedAt", List.of("--at"),
          "pageSize", List.of("--limit"),
          "after", List.of("--after"));

  private static final Map<String, String> PARAMETERS =
      Map.of("invariantName", "INVARIANT", "diagnosis", "TEXT");

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
  static String withName(String name, InvalidInputException e) {
    return name + String.valueOf(e.getMessage()).substring(e.field().length());
  }

  /** The message, with the option that releases the hold. */
  static String of(TicketHeldException e) {
    return "Ticket " + e.ticketId() + " is held: unhold it first, or add --release-hold.";
  }
}
