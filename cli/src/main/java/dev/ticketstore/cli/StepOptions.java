package dev.ticketstore.cli;

import dev.ticketstore.TicketOperations;
import dev.ticketstore.cli.input.Converters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The actor of a step with a ticket, and when it took effect. */
final class StepOptions {

  @Mixin private final ActorOptions author = new ActorOptions();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      converter = Converters.ToInstant.class,
      description = "When it took effect, such as 2026-01-24T23:08:17Z. Default: now.")
  private @Nullable Instant at;

  /** Rejects a command line that contradicts itself. */
  void check(CommandSpec command) {
    author.check(command);
  }

  /** The operations with the actor and the time, if there are such. */
  TicketOperations in(TicketOperations store) {
    return author.sign(at == null ? store : store.asOf(at));
  }
}
