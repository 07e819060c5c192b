package dev.ticketstore.tests.support;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The database of a server that its migrated ones are copies of. No test writes to it. */
final class MigratedTemplate {

  private final Consumer<TestDatabase> more;
  private @Nullable TestDatabase database;

  /** A template with more than the schema. */
  MigratedTemplate(Consumer<TestDatabase> more) {
    this.more = more;
  }

  /** Migrates it at the first call. No connection to it is open when this returns. */
  synchronized TestDatabase of(DatabaseServer server) {
    TestDatabase migrated = database;
    if (migrated == null) {
      migrated = server.create();
      migrated.store().open().close();
      more.accept(migrated);
      database = migrated;
    }
    return migrated;
  }
}
