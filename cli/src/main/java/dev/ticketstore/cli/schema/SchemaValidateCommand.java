package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Checks that the database has what this version needs. */
@Command(
    name = "validate",
    description = "Check that the database has exactly the changes of this version, as released.")
final class SchemaValidateCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    migrator.validate();
    SchemaResult result = new SchemaResult().line("Valid.");
    result.json().put("valid", true);
    return result;
  }
}
