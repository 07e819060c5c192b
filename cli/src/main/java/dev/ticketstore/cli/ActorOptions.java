package dev.ticketstore.cli;

import dev.ticketstore.BulkChange;
import dev.ticketstore.TicketOperations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The actor of a change and the reason, for the history. */
final class ActorOptions {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "The actor of the change, for the history.")
  private @Nullable String by;

  @Option(names = "--note", paramLabel = "TEXT", description = "The reason, for the history.")
  private @Nullable String note;

  /**
   * Rejects a note without an actor, as the history keeps none.
   *
   * @throws ParameterException if there is one
   */
  void check(CommandSpec command) {
    if (note != null && by == null) {
      throw new ParameterException(command.commandLine(), "--note needs --by NAME");
    }
  }

  /** The operations, signed if there is an actor. */
  TicketOperations sign(TicketOperations store) {
    return by == null ? store : store.by(by, note);
  }

  /** The step, signed if there is an actor. */
  BulkChange sign(BulkChange step) {
    return by == null ? step : step.by(by, note);
  }
}
