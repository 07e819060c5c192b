package dev.ticketstore.schema;

import org.jspecify.annotations.Nullable;

/**
 * A difference between the live schema and the one that the changelog makes.
 *
 * @param kind whether it is missing, changed or extra
 * @param object its kind and name, such as {@code column tickets.status} or {@code index
 *     idx_tickets_open_violation}
 * @param expected its definition by the changelog, or null if it is extra
 * @param actual its definition in the database, or null if it is missing
 */
public record SchemaDifference(
    Kind kind, String object, @Nullable String expected, @Nullable String actual) {

  /** The kind of a difference. */
  public enum Kind {
    /** The changelog makes the object, and the database lacks it. */
    MISSING,
    /** The database has the object with another definition. */
    CHANGED,
    /** The database has the object, and the changelog does not make it. */
    EXTRA
  }
}
