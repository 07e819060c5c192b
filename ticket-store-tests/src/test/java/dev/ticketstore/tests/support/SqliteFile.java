package dev.ticketstore.tests.support;

/** For what only SQLite has. */
public final class SqliteFile {

  private SqliteFile() {}

  /** A new file, whatever databases this run of the tests uses. */
  public static TestDatabase create() {
    return new SqliteFiles().create();
  }
}
