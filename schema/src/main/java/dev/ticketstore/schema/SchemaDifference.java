package dev.ticketstore.schema;

import org.jspecify.annotations.Nullable;

/**
 * Something in the live schema that is not as the changelogs mean it.
 *
 * @param kind whether it is missing, changed or extra
 * @param object what it is, such as {@code column tickets.status} or {@code index
 *     idx_tickets_open_violation}
 * @param expected its definition by the changelogs; null if it is extra
 * @param actual its definition in the database; null if it is missing
 */
public record SchemaDifference(
    Kind kind, String object, @Nullable String expected, @Nullable String actual) {

  /** How it differs. */
  public enum Kind {
    /** The changelogs make it, and it is not there. */
    MISSING,
    /** It is there with another definition. */
    CHANGED,
    /** It is there, and the changelogs do not make it. */
    EXTRA
  }
}
