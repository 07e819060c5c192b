package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.SchemaStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says how far the schema is. */
@Command(
    name = "status",
    description = "Show which changes are applied, pending, edited, or of a newer version.")
final class SchemaStatusCommand extends SchemaVerb {

  @Option(names = "--exit-code", description = "Exit with 3 if changes are pending.")
  private boolean exitCode;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    SchemaStatus status = migrator.status();
    SchemaResult result = new SchemaResult();
    result.json().put("up_to_date", status.isUpToDate());
    result
        .changes("applied", "applied", status.applied())
        .changes("pending", "pending", status.pending())
        .changes("unknown", "unknown", status.unknown())
        .changes("compatible", "compatible", status.compatible())
        .changes("changed", "changed", status.changed())
        .line(summary(status));
    result.json().put("half_migrated", status.halfMigrated());
    boolean pending = !status.pending().isEmpty();
    return result.exitCode(exitCode && pending ? ExitCode.PENDING : ExitCode.DONE);
  }

  private static String summary(SchemaStatus status) {
    if (status.isUpToDate()) {
      return "Up to date.";
    }
    return String.join(
        ", ",
        List.of(
            status.applied().size() + " applied",
            status.pending().size() + " pending",
            status.unknown().size() + " unknown to this version",
            status.changed().size() + " changed after they were applied."));
  }
}
