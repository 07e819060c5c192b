package dev.ticketstore.tests.migration;

import dev.ticketstore.schema.internal.Changelog;
import dev.ticketstore.schema.internal.Migration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The library's changes and one more, as a later release will have: an index on a table that may be
 * large. PostgreSQL then creates it concurrently, outside a transaction.
 */
final class ConcurrentIndex {

  /** The library's changelog with the index. */
  static final Changelog CHANGELOG =
      Changelog.LIBRARY.extended(
          "schema/concurrent-index/changelog.xml", "/schema/concurrent-index/");

  private ConcurrentIndex() {}

  /** Works as a library of that release on a database, as {@code SchemaMigrator} would. */
  static <T> T with(String url, Work<T> work) throws SQLException {
    return with(url, change -> {}, work);
  }

  /** The same; {@code applied} is told the name of each change. */
  static <T> T with(String url, Consumer<String> applied, Work<T> work) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return work.with(new Migration(connection, Duration.ofMinutes(1), applied, CHANGELOG));
    }
  }

  interface Work<T> {
    T with(Migration migration) throws SQLException;
  }
}
