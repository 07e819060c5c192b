package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.TicketEvent;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.internal.database.UnreadableValues;
import dev.ticketstore.jooq.tables.records.TicketEventsRecord;
import dev.ticketstore.model.EventKind;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;

/** The history of tickets. Triggers write it, but for comments, which change no ticket. */
public record TicketHistory(Transactions transactions) {

  public List<TicketEvent> of(long ticketId) {
    return transactions.query(
        dsl -> {
          List<TicketEvent> events = list(dsl, TICKET_EVENTS.TICKET_ID.eq(ticketId));
          if (events.isEmpty() && !dsl.fetchExists(TICKETS, TICKETS.ID.eq(ticketId))) {
            throw new UnknownTicketException(ticketId);
          }
          return events;
        });
  }

  public List<TicketEvent> ofKey(String violationKey) {
    return transactions.query(dsl -> list(dsl, TICKET_EVENTS.VIOLATION_KEY.eq(violationKey)));
  }

  private static List<TicketEvent> list(DSLContext dsl, Condition condition) {
    return dsl.selectFrom(TICKET_EVENTS)
        .where(condition)
        .orderBy(TICKET_EVENTS.ID)
        .fetch()
        .map(TicketHistory::event);
  }

  /**
   * Adds a comment.
   *
   * @param effectiveAt when it was made
   * @param now when it is recorded
   */
  public TicketEvent comment(
      long ticketId, String text, Actor actor, Instant effectiveAt, Instant now) {
    return transactions.transaction(
        dsl -> {
          TicketEventsRecord row =
              dsl.insertInto(
                      TICKET_EVENTS,
                      TICKET_EVENTS.TICKET_ID,
                      TICKET_EVENTS.VIOLATION_KEY,
                      TICKET_EVENTS.KIND,
                      TICKET_EVENTS.NEW_VALUE,
                      TICKET_EVENTS.EFFECTIVE_AT,
                      TICKET_EVENTS.RECORDED_AT,
                      TICKET_EVENTS.ACTOR,
                      TICKET_EVENTS.NOTE)
                  .select(
                      select(
                              TICKETS.ID,
                              TICKETS.VIOLATION_KEY,
                              val(EventKind.COMMENT, TICKET_EVENTS.KIND),
                              val(text, TICKET_EVENTS.NEW_VALUE),
                              val(effectiveAt, TICKET_EVENTS.EFFECTIVE_AT),
                              val(now, TICKET_EVENTS.RECORDED_AT),
                              val(actor.name(), TICKET_EVENTS.ACTOR),
                              val(actor.note(), TICKET_EVENTS.NOTE))
                          .from(TICKETS)
                          .where(TICKETS.ID.eq(ticketId)))
                  .returning()
                  .fetchOne();
          if (row == null) {
            throw new UnknownTicketException(ticketId);
          }
          return event(row);
        });
  }

  public static TicketEvent event(TicketEventsRecord row) {
    return new TicketEvent(
        required(row, TICKET_EVENTS.ID),
        required(row, TICKET_EVENTS.TICKET_ID),
        required(row, TICKET_EVENTS.VIOLATION_KEY),
        required(row, TICKET_EVENTS.KIND),
        row.getOldValue(),
        row.getNewValue(),
        required(row, TICKET_EVENTS.EFFECTIVE_AT),
        required(row, TICKET_EVENTS.RECORDED_AT),
        row.getActor(),
        row.getNote(),
        row.getBatchKey());
  }

  private static <T> T required(TicketEventsRecord row, TableField<TicketEventsRecord, T> column) {
    return UnreadableValues.required(column, row.getId(), row.get(column));
  }
}
