package dev.ticketstore.internal.tickets;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.TicketEvent;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.internal.database.Transactions;
import dev.ticketstore.jooq.tables.records.TicketEventsRecord;
import dev.ticketstore.model.EventKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** What has happened to tickets. Triggers write it; only a comment changes no ticket. */
public record TicketHistory(Transactions executor) {

  public List<TicketEvent> of(long ticketId) {
    return list(TICKET_EVENTS.TICKET_ID.eq(ticketId));
  }

  public List<TicketEvent> ofKey(String violationKey) {
    return list(TICKET_EVENTS.VIOLATION_KEY.eq(violationKey));
  }

  private List<TicketEvent> list(Condition condition) {
    return executor.query(
        context ->
            context
                .selectFrom(TICKET_EVENTS)
                .where(condition)
                .orderBy(TICKET_EVENTS.ID)
                .fetch()
                .map(TicketHistory::event));
  }

  public TicketEvent comment(long ticketId, String text, Actor author, Instant now) {
    return executor.transaction(
        context -> {
          TicketEventsRecord row =
              context
                  .insertInto(
                      TICKET_EVENTS,
                      TICKET_EVENTS.TICKET_ID,
                      TICKET_EVENTS.VIOLATION_KEY,
                      TICKET_EVENTS.KIND,
                      TICKET_EVENTS.NEW_VALUE,
                      TICKET_EVENTS.OCCURRED_AT,
                      TICKET_EVENTS.ACTOR,
                      TICKET_EVENTS.NOTE)
                  .select(
                      select(
                              TICKETS.ID,
                              TICKETS.VIOLATION_KEY,
                              val(EventKind.COMMENT, TICKET_EVENTS.KIND),
                              val(text, TICKET_EVENTS.NEW_VALUE),
                              val(now, TICKET_EVENTS.OCCURRED_AT),
                              val(author.actor(), TICKET_EVENTS.ACTOR),
                              val(author.note(), TICKET_EVENTS.NOTE))
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
        required(row.getId()),
        required(row.getTicketId()),
        required(row.getViolationKey()),
        required(row.getKind()),
        row.getOldValue(),
        row.getNewValue(),
        required(row.getOccurredAt()),
        row.getActor(),
        row.getNote(),
        row.getBatchKey());
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
