package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Says who keeps others from migrating. */
@Command(
    name = "list-locks",
    description = "List who keeps others from migrating, as far as the database tells.")
final class SchemaListLocksCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    return SchemaLocks.result("locks", migrator.listLocks());
  }
}
