package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what a rollback would run. */
@Command(name = "rollback-sql", description = "Print the statements that rollback would run.")
@SuppressWarnings("NullAway.Init")
final class SchemaRollbackSqlCommand extends SchemaVerb {

  @Parameters(index = "0", paramLabel = "TAG", description = "The tag of the last one to keep.")
  private String tag;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    return new SchemaResult().sql(migrator.rollbackSql(tag));
  }
}
