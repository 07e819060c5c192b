package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaLock;
import dev.ticketstore.schema.SchemaMigrator;
import java.util.List;
import picocli.CommandLine.Command;

/** Removes what a killed Liquibase left. */
@Command(
    name = "release-locks",
    description = "Remove the lock of a Liquibase that was killed, unless it seems to live.")
final class SchemaReleaseLocksCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    List<SchemaLock> released = migrator.releaseLocks();
    SchemaResult result = SchemaLocks.result("released", released);
    return released.isEmpty()
        ? result
        : result.line("Released " + SchemaResult.count(released.size(), "lock") + ".");
  }
}
