package dev.ticketstore.tests.migration;

import dev.ticketstore.schema.internal.Changelog;
import dev.ticketstore.schema.internal.LockTimeouts;
import dev.ticketstore.schema.internal.Migration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * A release after this one.
 *
 * @param name for messages
 * @param changelog the library's changes and a few more
 */
record LaterRelease(String name, Changelog changelog) {

  /**
   * An index on a table that may be large. PostgreSQL then creates it concurrently, outside a
   * transaction.
   */
  static final LaterRelease INDEX =
      new LaterRelease(
          "index",
          Changelog.LIBRARY.extended(
              "schema/concurrent-index/changelog.xml", "/schema/concurrent-index/"));

  /** A column, beside which this release works. */
  static final LaterRelease EXPAND =
      new LaterRelease(
          "expand",
          Changelog.LIBRARY.extended(
              "schema/later-releases/expand.xml", "/schema/later-releases/expand/"));

  /** The release after that one, which requires a value of the column. */
  static final LaterRelease CONTRACT =
      new LaterRelease(
          "contract",
          EXPAND.changelog.extended(
              "schema/later-releases/contract.xml", "/schema/later-releases/contract/"));

  /** Works as a library of that release on a database, as {@code SchemaMigrator} would. */
  <T> T with(String url, Work<T> work) throws SQLException {
    return with(url, LockTimeouts.DEFAULT, change -> {}, work);
  }

  /** The same; {@code applied} is told the name of each change. */
  <T> T with(String url, LockTimeouts timeouts, Consumer<String> applied, Work<T> work)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return work.with(new Migration(connection, timeouts, applied, changelog));
    }
  }

  /** The same on a connection of the caller's. */
  Migration on(Connection connection) {
    return new Migration(connection, LockTimeouts.DEFAULT, change -> {}, changelog);
  }

  interface Work<T> {
    T with(Migration migration) throws SQLException;
  }
}
