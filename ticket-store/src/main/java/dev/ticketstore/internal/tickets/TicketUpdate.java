package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.inline;

import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.jooq.tables.records.TicketsRecord;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/** Sets in each update of tickets what all updates share. Updates of this library begin here. */
public final class TicketUpdate {

  private TicketUpdate() {}

  /**
   * Begins an update by a person, with the actor and the note for the history.
   *
   * @param effectiveAt when it took effect; null for now
   */
  static UpdateSetMoreStep<TicketsRecord> begin(Session session, @Nullable Instant effectiveAt) {
    Map<Field<?>, @Nullable Object> values = new LinkedHashMap<>();
    values.put(TICKETS.CHANGE_ACTOR, session.actor().name());
    values.put(TICKETS.CHANGE_NOTE, session.actor().note());
    values.put(TICKETS.CHANGE_BATCH_KEY, null);
    values.put(TICKETS.CHANGE_EFFECTIVE_AT, effectiveAt);
    values.put(TICKETS.UPDATED_AT, session.now());
    return begin(session.dsl(), values);
  }

  /** Begins an update with binds for the actor, the note, the batch key and the present. */
  public static UpdateSetMoreStep<TicketsRecord> compiled(DSLContext dsl) {
    Map<Field<?>, Object> values = new LinkedHashMap<>();
    for (Field<?> column :
        new Field<?>[] {
          TICKETS.CHANGE_ACTOR, TICKETS.CHANGE_NOTE, TICKETS.CHANGE_BATCH_KEY, TICKETS.UPDATED_AT
        }) {
      values.put(column, CompiledStatement.bind(column));
    }
    return begin(dsl, values);
  }

  private static UpdateSetMoreStep<TicketsRecord> begin(
      DSLContext dsl, Map<Field<?>, ? extends @Nullable Object> values) {
    return dsl.update(TICKETS).set(values).set(TICKETS.VERSION, TICKETS.VERSION.plus(inline(1L)));
  }

  /** The values of any resolution: it ends the hold, and the key's flapping. */
  public static Map<Field<?>, Field<?>> resolution(Field<Instant> resolvedAt, ResolvedBy by) {
    Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
    values.put(TICKETS.STATUS, inline(TicketStatus.RESOLVED, TICKETS.STATUS));
    values.put(TICKETS.RESOLVED_AT, resolvedAt);
    values.put(TICKETS.RESOLVED_BY, inline(by, TICKETS.RESOLVED_BY));
    values.put(TICKETS.HELD, inline(false, TICKETS.HELD));
    values.put(TICKETS.HELD_SINCE, inline(null, TICKETS.HELD_SINCE));
    values.put(TICKETS.FLAPPING, inline(false, TICKETS.FLAPPING));
    return values;
  }
}
