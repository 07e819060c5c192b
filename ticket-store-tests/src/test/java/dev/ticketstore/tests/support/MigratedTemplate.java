package dev.ticketstore.tests.support;

import org.jspecify.annotations.Nullable;

/** The database of a server that its migrated ones are copies of. No test writes to it. */
final class MigratedTemplate {

  private @Nullable TestDatabase database;

  /** Migrates it at the first call. No connection to it is open when this returns. */
  synchronized TestDatabase of(DatabaseServer server) {
    TestDatabase migrated = database;
    if (migrated == null) {
      migrated = server.create();
      migrated.store().open().close();
      database = migrated;
    }
    return migrated;
  }
}
