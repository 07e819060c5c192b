package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Lists the locks that keep others from migrating. */
@Command(
    name = "list-locks",
    description =
        "List the locks that keep others from migrating, as far as the database knows them.")
final class SchemaListLocksCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    return SchemaLocks.result("locks", migrator.listLocks());
  }
}
