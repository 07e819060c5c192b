package dev.ticketstore.schema.internal;

import java.util.List;
import java.util.stream.Stream;

/**
 * The changes that a migration works with, as resources on the class path. All but tests take those
 * of this {@link #LIBRARY}.
 *
 * @param root the changelog, for Liquibase
 * @param checksums files of pinned checksums, together in the order of the changelog
 */
public record Changelog(String root, List<String> checksums) {

  /** The changes of this library. */
  public static final Changelog LIBRARY =
      new Changelog(LiquibaseSession.CHANGELOG, List.of(ReleasedChanges.RESOURCE));

  /** Copies the list. */
  public Changelog {
    checksums = List.copyOf(checksums);
  }

  /**
   * A changelog that includes this one and adds changes.
   *
   * @param newRoot which includes this root first
   * @param added the pinned checksums of the added changes
   */
  public Changelog extended(String newRoot, String added) {
    return new Changelog(newRoot, Stream.concat(checksums.stream(), Stream.of(added)).toList());
  }
}
