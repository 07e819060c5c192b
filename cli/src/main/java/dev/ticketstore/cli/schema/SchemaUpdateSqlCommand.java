package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Prints what an update would run. */
@Command(name = "update-sql", description = "Print the statements that update would run.")
final class SchemaUpdateSqlCommand extends SchemaVerb {

  /** All statements for a file that is not there, and none is made. */
  @Override
  StoreLocation place(StoreLocation named) {
    return named.orMemory();
  }

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    return new SchemaResult().sql(migrator.updateSql());
  }
}
