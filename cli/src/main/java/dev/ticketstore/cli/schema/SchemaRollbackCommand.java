package dev.ticketstore.cli.schema;

import dev.ticketstore.schema.SchemaMigrator;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Undoes what was applied after a point. */
@Command(
    name = "rollback",
    description = {
      "Undo the newest changes, down to a tag, a change, a date or by number, all or none.",
      "Data in the columns and tables that go is lost."
    })
@SuppressWarnings("NullAway.Init")
final class SchemaRollbackCommand extends SchemaVerb {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private RollbackOptions options;

  @Mixin private TableLockOption tableLock;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    List<String> undone = tableLock.limit(migrator).rollback(options.point());
    return new SchemaResult()
        .changes("rolled_back", "rolled back", undone)
        .line(
            undone.isEmpty()
                ? "Nothing was applied after " + options.text() + "."
                : "Rolled back " + SchemaResult.count(undone.size(), "change") + ".");
  }
}
