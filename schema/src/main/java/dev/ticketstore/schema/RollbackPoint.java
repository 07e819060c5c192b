package dev.ticketstore.schema;

import java.time.Instant;

/** How far a rollback returns: it undoes the newest changes, down to this point. */
public sealed interface RollbackPoint {

  /** The change with a tag is the newest that stays. */
  record Tag(String name) implements RollbackPoint {}

  /**
   * The change of this name is the newest that stays.
   *
   * @param name Liquibase's name, {@code path::id::author}, or the id alone
   */
  record Change(String name) implements RollbackPoint {}

  /** The newest changes go, this many. */
  record Count(int changes) implements RollbackPoint {

    /** Checks the number. */
    public Count {
      if (changes < 1) {
        throw new IllegalArgumentException("expected at least 1 change, not " + changes);
      }
    }
  }

  /** The changes that were applied after this instant go. */
  record Date(Instant instant) implements RollbackPoint {}
}
