package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.schema.SchemaMigrator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Applies what is pending. */
@Command(
    name = "update",
    description = "Apply the pending changes, all or none. Makes a SQLite file that is not there.")
@SuppressWarnings("NullAway.Init")
final class SchemaUpdateCommand extends SchemaVerb {

  @Option(
      names = "--dry-run",
      description = {
        "Prove that it would succeed, and change nothing:",
        "on a copy of the SQLite file, or in a transaction that is rolled back."
      })
  private boolean dryRun;

  @Mixin private TableLockOption tableLock;

  /** A dry run must not make the file either. */
  @Override
  StoreLocation place(StoreLocation named) {
    return dryRun ? named.orMemory() : named;
  }

  @Override
  boolean makesFile() {
    return !dryRun;
  }

  @Override
  SchemaResult work(SchemaMigrator silent) {
    SchemaMigrator migrator = withProgress(tableLock.limit(silent));
    SchemaResult result = new SchemaResult();
    result.json().put("dry_run", dryRun);
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

  /** Tells a terminal of each change, as the time that one takes depends on the rows there are. */
  private SchemaMigrator withProgress(SchemaMigrator migrator) {
    if (!environment().terminal().errIsTerminal()) {
      return migrator;
    }
    int pending = migrator.status().pending().size();
    AtomicInteger done = new AtomicInteger();
    if (pending > 0) {
      progress((dryRun ? "Trying " : "Applying ") + SchemaResult.count(pending, "change") + " ...");
    }
    return migrator.withProgress(
        change -> progress(done.incrementAndGet() + " of " + pending + "  " + change));
  }
}
