package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Lists what has run. */
@Command(
    name = "history",
    description = "List the applied changes, oldest first, with their tags. Times are UTC.")
final class SchemaHistoryCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    SchemaResult result = new SchemaResult();
    ArrayNode changes = result.json().putArray("changes");
    for (AppliedChange change : migrator.history()) {
      changes
          .addObject()
          .put("name", change.name())
          .put("checksum", change.checksum())
          .put("executed_at", change.executedAt() == null ? null : change.executedAt().toString())
          .put("tag", change.tag());
      String tag = change.tag() == null ? "" : "  (tag " + change.tag() + ")";
      String time = change.executedAt() == null ? "unknown" : change.executedAt().toString();
      result.line(time + "  " + change.name() + tag);
    }
    return changes.isEmpty() ? result.line("Nothing has been applied.") : result;
  }
}
