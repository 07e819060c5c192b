package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaDifference.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the live schema with the one that the changelog makes in an empty database. It must only
 * read.
 */
public final class DriftDetector {

  private static final String TABLE = "table ";

  private DriftDetector() {}

  /** Compares within a transaction. */
  static List<SchemaDifference> of(Connection connection, Changelog changelog) throws SQLException {
    SortedMap<String, String> expected =
        ExpectedSchema.of(changelog, DatabaseProduct.of(connection));
    SortedMap<String, String> actual = new TreeMap<>();
    for (SchemaObject object : objects(connection)) {
      if (isWhole(object) || isPartOf(expected, object)) {
        actual.put(object.name(), object.definition());
      }
    }
    List<SchemaDifference> differences = compare(expected, actual);
    if (DatabaseProduct.of(connection) == DatabaseProduct.POSTGRESQL) {
      differences.addAll(
          StoreSchema.within(
              connection, () -> PostgresSequences.behind(connection, tables(expected))));
    }
    return differences;
  }

  private static List<String> tables(SortedMap<String, String> objects) {
    return objects.keySet().stream()
        .filter(name -> name.startsWith(TABLE))
        .map(name -> name.substring(TABLE.length()))
        .toList();
  }

  /** All objects of the live schema, as {@link ExpectedSchema} holds them. */
  public static String describe(Connection connection) throws SQLException {
    SortedMap<String, String> objects = new TreeMap<>();
    for (SchemaObject object : objects(connection)) {
      objects.put(object.name(), object.definition());
    }
    return ExpectedSchema.format(objects);
  }

  private static List<SchemaObject> objects(Connection connection) throws SQLException {
    return DatabaseProduct.of(connection) == DatabaseProduct.SQLITE
        ? SqliteCatalog.read(connection)
        : StoreSchema.within(connection, () -> PostgresCatalog.read(connection));
  }

  private static boolean isWhole(SchemaObject object) {
    return object.table().isEmpty();
  }

  /** The parts of an extra table are no differences of their own. */
  private static boolean isPartOf(SortedMap<String, String> expected, SchemaObject object) {
    return expected.containsKey(TABLE + object.table())
        || expected.containsKey("view " + object.table());
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
