package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Names the state to which a rollback can return. */
@Command(
    name = "tag",
    description = "Name the newest applied change, so that rollback can return to it.")
@SuppressWarnings("NullAway.Init")
final class SchemaTagCommand extends SchemaVerb {

  @Parameters(index = "0", paramLabel = "NAME", description = "The name, such as before-1.2.")
  private String name;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    if (name.isBlank()) {
      throw usage("NAME: expected a text, not '" + name + "'");
    }
    migrator.tag(name);
    SchemaResult result = new SchemaResult().line("Tagged the newest change: " + name + ".");
    result.json().put("tag", name);
    return result;
  }
}
