package dev.ticketstore.cli;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Prints what an update would run. */
@Command(name = "update-sql", description = "Print the statements that update would run.")
final class SchemaUpdateSqlCommand extends SchemaVerb {

  /** All statements for a file that is not there, and none is made. */
  @Override
  Place place(Place named) {
    return named.orMemory();
  }

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    return new SchemaResult().sql(migrator.updateSql());
  }
}
