package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.jooq.tables.records.TicketsRecord;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a change, for the history.
 *
 * @param actor null if nobody said
 * @param note what the actor says about it; null for nothing
 */
public record Actor(@Nullable String actor, @Nullable String note) {

  public static final Actor UNKNOWN = new Actor(null, null);

  /** This one, or, if nobody said, the source of a check cycle. */
  public Actor orSource(String source) {
    return actor == null ? new Actor(source, note) : this;
  }

  /**
   * Begins an update of tickets, of which the history tells with this author.
   *
   * @param batchKey of what makes the change; null for none
   */
  public UpdateSetMoreStep<TicketsRecord> update(
      DSLContext context, @Nullable String batchKey, Instant now) {
    return context
        .update(TICKETS)
        .set(TICKETS.CHANGE_ACTOR, actor)
        .set(TICKETS.CHANGE_NOTE, note)
        .set(TICKETS.CHANGE_BATCH_KEY, batchKey)
        .set(TICKETS.VERSION, TICKETS.VERSION.plus(inline(1L)))
        .set(TICKETS.UPDATED_AT, now);
  }
}
