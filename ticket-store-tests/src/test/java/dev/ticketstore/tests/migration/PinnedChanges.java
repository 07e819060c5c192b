package dev.ticketstore.tests.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The changes whose checksums are pinned, and those of them that a release has brought to
 * databases. Only the latter must never be edited, moved or removed again.
 *
 * @param lines database, checksum and name of a change, and for some a word more
 */
record PinnedChanges(List<String> lines) {

  /** The changes of this build. */
  static PinnedChanges current() throws IOException {
    return read("/dev/ticketstore/schema/checksums.txt");
  }

  /**
   * The changes of the latest release; none before 0.1.0. Each release replaces the content of this
   * file by that of {@code checksums.txt}.
   */
  static PinnedChanges released() throws IOException {
    return read("/schema/released.txt");
  }

  private static PinnedChanges read(String resource) throws IOException {
    try (InputStream file = SchemaMigrator.class.getResourceAsStream(resource)) {
      return new PinnedChanges(
          new String(file.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList());
    }
  }

  /** Those for one database system, in order. */
  PinnedChanges of(String database) {
    return new PinnedChanges(
        lines.stream().filter(line -> line.startsWith(database + " ")).toList());
  }

  /** The files of the changes, as a change names its own. */
  Set<String> files() {
    Set<String> files = new HashSet<>();
    lines.forEach(line -> files.add(line.split(" ", -1)[2].split("::", 2)[0]));
    return files;
  }

  /**
   * The released changes that are not at their place in {@code later} with their checksum. A new
   * change comes after all released ones.
   */
  List<String> violatedBy(PinnedChanges later) {
    List<String> problems = new ArrayList<>();
    for (String database : List.of("sqlite", "postgresql")) {
      List<String> released = of(database).lines();
      List<String> now = later.of(database).lines();
      for (int i = 0; i < released.size(); i++) {
        if (i >= now.size() || !released.get(i).equals(now.get(i))) {
          problems.add(
              released.get(i) + ": was released, and is edited, moved or removed: restore it");
        }
      }
    }
    return problems;
  }
}
