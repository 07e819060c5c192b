package dev.ticketstore.tests.migration;

import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.tests.support.ChildProcess;

/** Migrates a database; prints each change that it applied. */
final class MigratingProcess {

  private MigratingProcess() {}

  /** Takes the URL. */
  public static void main(String[] args) throws Exception {
    ChildProcess.awaitBegin();
    SchemaMigrator.of(args[0]).update().forEach(System.out::println);
  }
}
