package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.schema.SchemaBaseline;
import dev.ticketstore.schema.SchemaMigrator;
import picocli.CommandLine.Command;

/** Records changes that somebody has applied by hand. */
@Command(
    name = "baseline",
    description = {
      "Record the pending changes as applied, for a schema that was made with update-sql.",
      "It exits with 7 and changes nothing if the schema is not as the changes mean."
    })
final class SchemaBaselineCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    SchemaBaseline baseline = migrator.baseline();
    SchemaResult result = new SchemaResult().changes("recorded", "recorded", baseline.recorded());
    SchemaDifferences differences = new SchemaDifferences(result, "differences");
    baseline.differences().forEach(differences::add);
    if (!differences.isEmpty()) {
      return result
          .line(differences.counted() + " of the schema: mend it first. Nothing has changed.")
          .exitCode(ExitCode.DRIFT);
    }
    return result.line(
        baseline.recorded().isEmpty()
            ? "Up to date: nothing to record."
            : "Recorded " + SchemaResult.count(baseline.recorded().size(), "change") + ".");
  }
}
