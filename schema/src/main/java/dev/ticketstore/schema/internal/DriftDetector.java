package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaDifference.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Compares the live schema with one that the changelog has just made elsewhere. It must not change
 * the live one.
 */
final class DriftDetector {

  private static final String REFERENCE = "ticket_store_reference";

  private DriftDetector() {}

  /** Compares within a transaction, which the caller rolls back. */
  static List<SchemaDifference> of(Connection connection, Changelog changelog) throws SQLException {
    SortedMap<String, String> actual;
    SortedMap<String, String> expected;
    if (DatabaseProduct.of(connection) == DatabaseProduct.SQLITE) {
      actual = SqliteCatalog.read(connection);
      try (Connection reference = DriverManager.getConnection("jdbc:sqlite::memory:")) {
        LiquibaseSession.run(reference, changelog, LiquibaseSession::update);
        expected = SqliteCatalog.read(reference);
      }
    } else {
      actual = PostgresCatalog.read(connection);
      Sql.execute(connection, "create schema " + REFERENCE);
      Sql.execute(connection, "set local search_path = " + REFERENCE);
      LiquibaseSession.run(connection, changelog, LiquibaseSession::update);
      expected = PostgresCatalog.read(connection);
    }
    return compare(expected, actual);
  }

  private static List<SchemaDifference> compare(
      SortedMap<String, String> expected, SortedMap<String, String> actual) {
    Set<String> objects = new TreeSet<>(expected.keySet());
    objects.addAll(actual.keySet());
    List<SchemaDifference> differences = new ArrayList<>();
    for (String object : objects) {
      String meant = expected.get(object);
      String found = actual.get(object);
      if (meant == null) {
        differences.add(new SchemaDifference(Kind.EXTRA, object, null, found));
      } else if (found == null) {
        differences.add(new SchemaDifference(Kind.MISSING, object, meant, null));
      } else if (!meant.equals(found)) {
        differences.add(new SchemaDifference(Kind.CHANGED, object, meant, found));
      }
    }
    return differences;
  }
}
