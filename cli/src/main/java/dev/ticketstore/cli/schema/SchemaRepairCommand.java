package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.SchemaRepair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Corrects checksums. */
@Command(
    name = "repair",
    description = {
      "Correct the checksums of changes that were edited after they had been applied.",
      "It shows what differs, and exits with 7 and changes nothing if the schema is not as meant."
    })
final class SchemaRepairCommand extends SchemaVerb {

  @Option(names = "--dry-run", description = "Show what differs, and change nothing.")
  private boolean dryRun;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    SchemaRepair repair = dryRun ? migrator.repairDryRun() : migrator.repair();
    boolean repaired = !dryRun && repair.differences().isEmpty();
    SchemaResult result = new SchemaResult();
    result.json().put("dry_run", dryRun).put("repaired", repaired && !repair.edited().isEmpty());
    ArrayNode edited = result.json().putArray("edited");
    for (SchemaRepair.Edited each : repair.edited()) {
      edited
          .addObject()
          .put("name", each.name())
          .put("applied", each.applied())
          .put("released", each.released());
      result
          .line("edited  " + each.name())
          .line("  applied   " + each.applied())
          .line("  released  " + each.released());
    }
    SchemaDifferences differences = new SchemaDifferences(result, "differences");
    repair.differences().forEach(differences::add);
    return result
        .line(summary(repair))
        .exitCode(differences.isEmpty() ? ExitCode.DONE : ExitCode.DRIFT);
  }

  private String summary(SchemaRepair repair) {
    if (!repair.differences().isEmpty()) {
      return SchemaResult.count(repair.differences().size(), "difference")
          + " of the schema: mend it first. Nothing has changed.";
    }
    if (repair.edited().isEmpty()) {
      return "No change was edited: nothing to repair.";
    }
    String counted = SchemaResult.count(repair.edited().size(), "checksum");
    return dryRun
        ? "Would correct " + counted + ". Nothing has changed."
        : "Corrected " + counted + ".";
  }
}
