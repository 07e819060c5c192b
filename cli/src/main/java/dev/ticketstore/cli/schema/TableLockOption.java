package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.schema.SchemaMigrator;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long the verbs that change tables make their writers wait. */
@SuppressWarnings("NullAway.Init")
final class TableLockOption {

  @Option(
      names = "--table-lock-timeout",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = Converters.ToDuration.class,
      description = {
        "How long to wait for a table at a time. Writers of it wait behind, and go ahead before the next try.",
        "Only on PostgreSQL. Default: 2s."
      })
  private Duration timeout;

  SchemaMigrator limit(SchemaMigrator migrator) {
    return migrator.withTableLockTimeout(timeout);
  }
}
