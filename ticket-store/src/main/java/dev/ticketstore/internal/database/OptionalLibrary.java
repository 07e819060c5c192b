package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;

/**
 * Libraries that only some stores need, so that the others can exclude them.
 *
 * <p>A class that mentions one of their classes must not be loaded where the library is missing:
 * its callers ask here first.
 */
public enum OptionalLibrary {

  /** For SQLite, and for the files of the Python program. */
  SQLITE_JDBC(
      "org.sqlite.SQLiteDataSource",
      "SQLite needs org.xerial:sqlite-jdbc: add it to the class path"),

  /** For PostgreSQL by URL, and for following its changes. */
  PGJDBC(
      "org.postgresql.PGConnection",
      "PostgreSQL needs org.postgresql:postgresql: add it to the class path"),

  /** For stores that are opened by URL. */
  HIKARI_CP(
      "com.zaxxer.hikari.HikariDataSource",
      "opening a store by URL needs com.zaxxer:HikariCP: add it to the class path, or open the store with a data source");

  private final boolean present;
  private final String advice;

  OptionalLibrary(String witness, String advice) {
    this.present = canLoad(witness);
    this.advice = advice;
  }

  private static boolean canLoad(String type) {
    try {
      Class.forName(type, false, OptionalLibrary.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Whether it is on the class path. */
  public boolean isPresent() {
    return present;
  }

  /**
   * Does nothing where the library is on the class path.
   *
   * @throws DatabaseException {@link Reason#MISSING_LIBRARY} where it is not
   */
  public void require() {
    if (!present) {
      throw new DatabaseException(Reason.MISSING_LIBRARY, advice, null);
    }
  }
}
