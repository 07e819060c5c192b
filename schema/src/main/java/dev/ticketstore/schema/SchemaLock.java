package dev.ticketstore.schema;

import org.jspecify.annotations.Nullable;

/**
 * A lock that keeps others from migrating.
 *
 * @param kind whose lock it is
 * @param holder who holds it, as far as the database tells
 * @param since when it was taken, as the holder wrote it; null if unknown
 * @param alive whether the holder still has a connection; null if the database cannot tell
 */
public record SchemaLock(
    Kind kind, String holder, @Nullable String since, @Nullable Boolean alive) {

  /** Whose lock it is. */
  public enum Kind {
    /** A migration of this library that runs now. */
    MIGRATION,
    /** Liquibase's row, which a killed run leaves behind. */
    LIQUIBASE
  }
}
