package dev.ticketstore.tests.support;

import dev.ticketstore.contract.TestDatabase;

/** For what only SQLite has. */
public final class SqliteFile {

  private SqliteFile() {}

  /** A new, empty file, whatever databases this run of the tests uses. */
  public static TestDatabase create() {
    return new SqliteFiles().create();
  }

  /** A new file with the schema, as a store leaves it. */
  public static TestDatabase createMigrated() {
    return new SqliteFiles().createMigrated();
  }
}
