package dev.ticketstore.schema.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes of this library with their checksums, as Liquibase would read them out of the
 * changelog, in a file, so that a database can be compared with them without Liquibase.
 *
 * <p>The file also shows in a review if a released change was edited: a test compares it with the
 * changelog.
 */
final class ReleasedChanges {

  /**
   * The file, beside the changelog: database, checksum and name of a change in each line, and
   * {@link #ALONE} where it applies.
   */
  static final String RESOURCE = "/dev/ticketstore/schema/checksums.txt";

  /**
   * What the names of all our changes start with; other applications may keep theirs in the same
   * table.
   */
  static final String PATH = "dev/ticketstore/schema/";

  /** Said of a change that no transaction can hold. */
  static final String ALONE = "outsideTransaction";

  private ReleasedChanges() {}

  /** Checksums by name, in the order of the changelog, of the changes for a database system. */
  static Map<String, String> of(DatabaseProduct product) {
    Map<String, String> changes = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(product.shortName())) {
        changes.put(words[2], words[1]);
      }
    }
    return changes;
  }

  /** How many of some changes come before the first that no transaction can hold. */
  static int countBeforeAlone(DatabaseProduct product, List<String> changes) {
    Set<String> alone = new HashSet<>();
    for (String line : lines()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(product.shortName()) && words.length > 3) {
        alone.add(words[2]);
      }
    }
    return (int) changes.stream().takeWhile(change -> !alone.contains(change)).count();
  }

  static List<String> lines() {
    try (InputStream file = ReleasedChanges.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("The class path lacks " + RESOURCE);
      }
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
