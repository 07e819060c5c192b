package dev.ticketstore.schema.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects that the changelog makes, read from files beside it, so that comparing needs no right
 * to create. The files must hold what a migration of an empty database makes; the build compares
 * the two.
 *
 * <p>A line is the kind and name of an object; the lines of its definition follow, each after two
 * blanks.
 */
public final class ExpectedSchema {

  private static final String INDENT = "  ";

  private ExpectedSchema() {}

  /** Definitions by object. */
  static SortedMap<String, String> of(Changelog changelog, DatabaseProduct product) {
    SortedMap<String, String> objects = new TreeMap<>();
    for (String folder : changelog.schemas()) {
      String name = "";
      List<String> definition = new ArrayList<>();
      for (String line : Resource.lines(folder + product.shortName() + "-schema.txt")) {
        if (line.startsWith(INDENT)) {
          definition.add(line.substring(INDENT.length()));
          objects.put(name, String.join("\n", definition));
        } else {
          name = line;
          definition.clear();
          objects.put(name, "");
        }
      }
    }
    return objects;
  }

  /** The names of the tables and views. */
  static List<String> tables(Changelog changelog, DatabaseProduct product) {
    return of(changelog, product).keySet().stream()
        .filter(name -> name.startsWith("table ") || name.startsWith("view "))
        .map(name -> name.substring(name.indexOf(' ') + 1))
        .toList();
  }

  /** The content of a file that holds the objects of a schema. */
  public static String format(SortedMap<String, String> objects) {
    StringBuilder text = new StringBuilder();
    objects.forEach(
        (name, definition) -> {
          text.append(name).append('\n');
          definition.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
        });
    return text.toString();
  }
}
