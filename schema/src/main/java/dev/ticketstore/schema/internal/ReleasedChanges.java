package dev.ticketstore.schema.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The changes of this library with their pinned checksums, read from a file, so that a database is
 * compared with them without Liquibase. The file must hold what Liquibase computes from the
 * changelog; the build compares the two.
 */
final class ReleasedChanges {

  /**
   * The file, beside the changelog. A line holds database, checksum and name of a change, and for a
   * change outside a transaction {@link #OUTSIDE_TRANSACTION}.
   */
  static final String RESOURCE = "/dev/ticketstore/schema/checksums.txt";

  /** The last word of a line whose change cannot run in a transaction. */
  static final String OUTSIDE_TRANSACTION = "outsideTransaction";

  /** Files of changes before the first release had four digits; those of releases have two. */
  private static final Pattern BEFORE_FIRST_RELEASE =
      Pattern.compile("dev/ticketstore/schema/changes/\\d{4}-.*");

  private ReleasedChanges() {}

  /** Checksums by name, in the order of the changelog, of the changes for a database system. */
  static Map<String, String> of(Changelog changelog, DatabaseProduct product) {
    Map<String, String> changes = new LinkedHashMap<>();
    for (String line : lines(changelog)) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(product.shortName())) {
        changes.put(words[2], words[1]);
      }
    }
    return changes;
  }

  /** Whether a change cannot run in a transaction. */
  static boolean isOutsideTransaction(Changelog changelog, DatabaseProduct product, String change) {
    return lines(changelog).stream()
        .map(line -> line.split(" ", -1))
        .anyMatch(
            words ->
                words[0].equals(product.shortName())
                    && words[2].equals(change)
                    && words.length > 3
                    && words[3].equals(OUTSIDE_TRANSACTION));
  }

  /** Whether a change that this library does not know is of a build before the first release. */
  static boolean isBeforeFirstRelease(String unknown) {
    return BEFORE_FIRST_RELEASE.matcher(unknown).matches();
  }

  private static List<String> lines(Changelog changelog) {
    return changelog.checksums().stream().flatMap(file -> Resource.lines(file).stream()).toList();
  }
}
