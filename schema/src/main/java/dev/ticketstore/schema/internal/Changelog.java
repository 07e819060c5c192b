package dev.ticketstore.schema.internal;

import java.util.List;
import java.util.stream.Stream;

/**
 * The changes that a migration works with, as resources on the class path. All but tests take those
 * of this {@link #LIBRARY}.
 *
 * @param root the changelog, for Liquibase
 * @param checksums files of pinned checksums, together in the order of the changelog
 * @param schemas folders with files of the schema that the changes make together
 */
public record Changelog(String root, List<String> checksums, List<String> schemas) {

  /** The changes of this library. */
  public static final Changelog LIBRARY =
      new Changelog(
          LiquibaseSession.CHANGELOG,
          List.of(ReleasedChanges.RESOURCE),
          List.of("/dev/ticketstore/schema/"));

  /** Copies the lists. */
  public Changelog {
    checksums = List.copyOf(checksums);
    schemas = List.copyOf(schemas);
  }

  /**
   * A changelog that includes this one and adds changes.
   *
   * @param newRoot which includes this root first
   * @param folder with the pinned checksums of the added changes and what they add to the schema
   */
  public Changelog extended(String newRoot, String folder) {
    return new Changelog(
        newRoot,
        Stream.concat(checksums.stream(), Stream.of(folder + "checksums.txt")).toList(),
        Stream.concat(schemas.stream(), Stream.of(folder)).toList());
  }
}
