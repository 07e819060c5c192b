package dev.ticketstore.contract.internal;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.TestDatabase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The database of a server that its migrated ones are copies of. No test writes to it. */
public final class MigratedTemplate {

  private final Consumer<TestDatabase> more;
  private @Nullable TestDatabase database;

  /** A template with more than the schema. */
  public MigratedTemplate(Consumer<TestDatabase> more) {
    this.more = more;
  }

  /** Migrates it at the first call. No connection to it is open when this returns. */
  public synchronized TestDatabase of(DatabaseServer server) {
    TestDatabase migrated = database;
    if (migrated == null) {
      migrated = server.create();
      migrated.store().open().close();
      more.accept(migrated);
      database = migrated;
    }
    return migrated;
  }

  /** The next call makes another one: the server drops this one. */
  public synchronized void forget() {
    database = null;
  }
}
