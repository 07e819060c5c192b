package dev.ticketstore.internal.changes;

import static dev.ticketstore.jooq.Tables.CHANGE_LISTENERS;

import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.tickets.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;

/**
 * How far listeners have got. A listener has a lease while a process calls it, so that of several
 * processes with a listener of the same name one calls it.
 */
public record ListenerCursors(Database database, Clock clock) {

  /** How long others wait for a process that does not renew its lease. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** Adds a listener at a cursor, unless there is one with its name. */
  public void add(String name, String cursor) {
    Instant now = Session.present(clock);
    database.transaction(
        context ->
            context
                .insertInto(CHANGE_LISTENERS)
                .set(CHANGE_LISTENERS.NAME, name)
                .set(CHANGE_LISTENERS.LAST_EVENT_ID, Long.valueOf(cursor))
                .set(CHANGE_LISTENERS.UPDATED_AT, now)
                .onConflictDoNothing()
                .execute());
  }

  /** The cursor of a listener; empty if there is none with this name. */
  public Optional<String> find(String name) {
    return database
        .query(
            context ->
                context
                    .select(CHANGE_LISTENERS.LAST_EVENT_ID)
                    .from(CHANGE_LISTENERS)
                    .where(CHANGE_LISTENERS.NAME.eq(name))
                    .fetchOptional(CHANGE_LISTENERS.LAST_EVENT_ID))
        .map(String::valueOf);
  }

  /** Removes a listener; its next call begins as one that is new. */
  public boolean remove(String name) {
    return database.transaction(
            context ->
                context
                    .deleteFrom(CHANGE_LISTENERS)
                    .where(CHANGE_LISTENERS.NAME.eq(name))
                    .execute())
        > 0;
  }

  /**
   * Takes or renews the lease.
   *
   * @return the cursor of the listener; empty if another has the lease, or if the listener was
   *     removed
   */
  public Optional<String> lease(String name, String owner) {
    Instant now = Session.present(clock);
    return database.transaction(
        context ->
            context
                        .update(CHANGE_LISTENERS)
                        .set(CHANGE_LISTENERS.LEASE_OWNER, owner)
                        .set(CHANGE_LISTENERS.LEASE_ENDS_AT, now.plus(LEASE))
                        .set(CHANGE_LISTENERS.UPDATED_AT, now)
                        .where(CHANGE_LISTENERS.NAME.eq(name))
                        .and(
                            CHANGE_LISTENERS
                                .LEASE_OWNER
                                .isNull()
                                .or(CHANGE_LISTENERS.LEASE_OWNER.eq(owner))
                                .or(CHANGE_LISTENERS.LEASE_ENDS_AT.le(now)))
                        .execute()
                    == 0
                ? Optional.empty()
                : context
                    .select(CHANGE_LISTENERS.LAST_EVENT_ID)
                    .from(CHANGE_LISTENERS)
                    .where(CHANGE_LISTENERS.NAME.eq(name))
                    .fetchOptional(CHANGE_LISTENERS.LAST_EVENT_ID)
                    .map(String::valueOf));
  }

  /**
   * Writes down what the listener has taken, and renews the lease.
   *
   * @return false if another has taken the lease over, and nothing was written
   */
  public boolean advance(String name, String owner, String cursor) {
    Instant now = Session.present(clock);
    return database.transaction(
            context ->
                context
                    .update(CHANGE_LISTENERS)
                    .set(CHANGE_LISTENERS.LAST_EVENT_ID, Long.valueOf(cursor))
                    .set(CHANGE_LISTENERS.LEASE_ENDS_AT, now.plus(LEASE))
                    .set(CHANGE_LISTENERS.UPDATED_AT, now)
                    .where(isOwn(name, owner))
                    .execute())
        > 0;
  }

  /** Gives the lease back, if this owner has it. */
  public void release(String name, String owner) {
    Instant now = Session.present(clock);
    database.transaction(
        context ->
            context
                .update(CHANGE_LISTENERS)
                .setNull(CHANGE_LISTENERS.LEASE_OWNER)
                .setNull(CHANGE_LISTENERS.LEASE_ENDS_AT)
                .set(CHANGE_LISTENERS.UPDATED_AT, now)
                .where(isOwn(name, owner))
                .execute());
  }

  private static Condition isOwn(String name, String owner) {
    return CHANGE_LISTENERS.NAME.eq(name).and(CHANGE_LISTENERS.LEASE_OWNER.eq(owner));
  }
}
