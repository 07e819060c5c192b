package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.schema.SchemaMigrator;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits for the migration of another process, such as in an init container. */
@Command(
    name = "wait",
    description = {
      "Wait until the schema is current, such as in an init container. Only reads.",
      "It also waits for a database or a file that is not there yet."
    })
@SuppressWarnings("NullAway.Init")
final class SchemaWaitCommand extends SchemaVerb {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = Converters.ToDuration.class,
      description = "How long to wait, such as 500ms, 10s or PT10S. Default: 5m.")
  private Duration timeout;

  private String last = "";

  @Override
  StoreLocation place(StoreLocation named) {
    return named;
  }

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    migrator.awaitUpToDate(timeout, reason -> say(String.valueOf(reason.getMessage())));
    SchemaResult result = new SchemaResult().line("Up to date.");
    result.json().put("up_to_date", true);
    return result;
  }

  /** Once for each reason. */
  private void say(String reason) {
    if (!reason.equals(last)) {
      last = reason;
      progress("Waiting: " + reason);
    }
  }
}
