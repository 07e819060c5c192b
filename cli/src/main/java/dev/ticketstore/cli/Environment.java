package dev.ticketstore.cli;

import dev.ticketstore.cli.output.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings of a command. A test gives it another one.
 *
 * @param in standard input
 * @param out results, and nothing else
 * @param err all else
 * @param variables the environment variables
 * @param terminal where {@code out} and {@code err} lead to
 * @param clock what time it is
 */
public record Environment(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Map<String, String> variables,
    Terminal terminal,
    Clock clock) {

  /** The variable's value; one that is empty counts as not set. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether standard output takes colours, unless an option says otherwise: no-color.org. */
  boolean colors() {
    return terminal.outIsTerminal() && variable("NO_COLOR").isEmpty();
  }
}
