package dev.ticketstore.schema;

import org.jspecify.annotations.Nullable;

/**
 * A difference between the live schema and the one that the changelog makes.
 *
 * @param kind whether it is missing, changed or extra
 * @param object its kind and name, such as {@code column tickets.status}, {@code index
 *     idx_tickets_open_violation} or {@code setting tickets.fillfactor}
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

  private static final String SETTING = "setting ";

  /**
   * Whether the store can do with it: an extra object, or another setting of a table. An extra
   * trigger, rule or policy may still change what the store does; a person must have looked at it.
   */
  public boolean isAcceptable() {
    return kind == Kind.EXTRA || object.startsWith(SETTING);
  }
}
