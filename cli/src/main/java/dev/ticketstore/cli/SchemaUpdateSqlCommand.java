package dev.ticketstore.cli;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Prints what an update would run. */
@Command(name = "update-sql", description = "Print the statements that update would run.")
final class SchemaUpdateSqlCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    return new SchemaResult().sql(migrator.updateSql());
  }
}
