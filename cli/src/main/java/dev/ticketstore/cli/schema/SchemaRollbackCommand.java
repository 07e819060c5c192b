package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Undoes what was applied after a tag. */
@Command(
    name = "rollback",
    description = {
      "Undo the changes that were applied after a tag, all or none.",
      "Data in the columns and tables that go is lost."
    })
@SuppressWarnings("NullAway.Init")
final class SchemaRollbackCommand extends SchemaVerb {

  @Parameters(index = "0", paramLabel = "TAG", description = "The tag of the last one to keep.")
  private String tag;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    List<String> undone = migrator.rollback(tag);
    return new SchemaResult()
        .changes("rolled_back", "rolled back", undone)
        .line(
            undone.isEmpty()
                ? "Nothing was applied after " + tag + "."
                : "Rolled back " + SchemaResult.count(undone.size(), "change") + ".");
  }
}
