package dev.ticketstore.cli;

import dev.ticketstore.schema.SchemaMigrator;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Applies what is pending. */
@Command(
    name = "update",
    description = "Apply the pending changes, all or none. Makes a SQLite file that is not there.")
final class SchemaUpdateCommand extends SchemaVerb {

  @Option(
      names = "--dry-run",
      description = {
        "Prove that it would succeed, and change nothing:",
        "on a copy of the SQLite file, or in a transaction that is rolled back."
      })
  private boolean dryRun;

  /** A dry run must not make the file either. */
  @Override
  Place place(Place named) {
    return dryRun && named.isMissing()
        ? new Place(Place.SQLITE + Place.MEMORY, named.givenBy())
        : named;
  }

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    SchemaResult result = new SchemaResult();
    result.json().put("dry_run", dryRun);
    announce(migrator);
    if (dryRun) {
      List<String> pending = migrator.dryRun();
      return result
          .changes("pending", "pending", pending)
          .line(
              pending.isEmpty()
                  ? "Up to date: nothing to apply."
                  : "Would apply "
                      + SchemaResult.count(pending.size(), "change")
                      + ". Nothing has changed.");
    }
    List<String> applied = migrator.update();
    return result
        .changes("applied", "applied", applied)
        .line(
            applied.isEmpty()
                ? "Up to date: nothing to apply."
                : "Applied " + SchemaResult.count(applied.size(), "change") + ".");
  }

  /** All is one transaction, of which nothing is known until its end. */
  private void announce(SchemaMigrator migrator) {
    if (environment().terminal().errIsTerminal()) {
      int pending = migrator.status().pending().size();
      PrintWriter err = environment().err();
      if (pending > 0) {
        err.println(
            (dryRun ? "Trying " : "Applying ") + SchemaResult.count(pending, "change") + " ...");
        err.flush();
      }
    }
  }
}
