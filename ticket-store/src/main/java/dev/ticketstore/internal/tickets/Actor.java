package dev.ticketstore.internal.tickets;

import org.jspecify.annotations.Nullable;

/**
 * The person or program that makes a change, for the history.
 *
 * @param name null if none was named
 * @param note the reason that the actor gives; null for none
 */
public record Actor(@Nullable String name, @Nullable String note) {

  /** No name and no note. */
  public static final Actor UNKNOWN = new Actor(null, null);

  /** This one, or the source of a check cycle if none was named. */
  public Actor orSource(String source) {
    return name == null ? new Actor(source, note) : this;
  }
}
