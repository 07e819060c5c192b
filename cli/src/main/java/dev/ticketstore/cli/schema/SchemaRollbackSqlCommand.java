package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** Prints what a rollback would run. */
@Command(name = "rollback-sql", description = "Print the statements that rollback would run.")
@SuppressWarnings("NullAway.Init")
final class SchemaRollbackSqlCommand extends SchemaVerb {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private RollbackOptions options;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    return new SchemaResult().sql(migrator.rollbackSql(options.point()));
  }
}
