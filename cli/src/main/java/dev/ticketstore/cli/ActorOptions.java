package dev.ticketstore.cli;

import dev.ticketstore.BulkChange;
import dev.ticketstore.TicketOperations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who makes a change, and why, for the history. */
final class ActorOptions {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who makes the change, for the history.")
  private @Nullable String by;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "What they say about it, for the history.")
  private @Nullable String note;

  /**
   * Refuses a note of nobody, as the history keeps none.
   *
   * @throws ParameterException if there is one
   */
  void check(CommandSpec command) {
    if (note != null && by == null) {
      throw new ParameterException(command.commandLine(), "--note needs --by NAME");
    }
  }

  /** The operations, signed if somebody signs. */
  TicketOperations sign(TicketOperations store) {
    return by == null ? store : store.by(by, note);
  }

  /** The step, signed if somebody signs. */
  BulkChange sign(BulkChange step) {
    return by == null ? step : step.by(by, note);
  }
}
