package dev.ticketstore.internal;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, for the history.
 *
 * @param actor null if nobody said
 * @param note what the actor says about it; null for nothing
 */
record Author(@Nullable String actor, @Nullable String note) {

  static final Author UNKNOWN = new Author(null, null);

  /** This one, or, if nobody said, the source of a check cycle. */
  Author orSource(String source) {
    return actor == null ? new Author(source, note) : this;
  }
}
