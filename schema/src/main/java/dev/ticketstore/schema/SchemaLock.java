package dev.ticketstore.schema;

import org.jspecify.annotations.Nullable;

/**
 * A lock that keeps migrations out.
 *
 * @param kind of the lock
 * @param holder the process that holds it, as far as the database knows
 * @param since time at which it was taken, as the holder wrote it, or null if unknown
 * @param alive whether the holder still has a connection, or null if the database does not know
 */
public record SchemaLock(
    Kind kind, String holder, @Nullable String since, @Nullable Boolean alive) {

  /** The kind of a lock. */
  public enum Kind {
    /** The lock of a running migration of this library. */
    MIGRATION,
    /** The row of Liquibase itself, which a killed run leaves behind. */
    LIQUIBASE
  }
}
