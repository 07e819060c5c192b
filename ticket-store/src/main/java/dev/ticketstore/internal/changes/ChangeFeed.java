package dev.ticketstore.internal.changes;

import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import dev.ticketstore.EventPage;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.tickets.TicketHistory;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.jooq.tables.records.TicketEventsRecord;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The history of all tickets in the order of transactions and ids.
 *
 * <p>Ids are given out before a commit, so that by id alone one that is committed later could come
 * before one that has been given out. A transaction below all that run has been committed or rolled
 * back, and none that begins later is below it.
 */
public record ChangeFeed(Database database) {

  private static final int MAX_LIMIT = 10_000;
  private static final Pattern CURSOR = Pattern.compile("(\\d{1,19})-(\\d{1,19})");
  private static final Position BEGINNING = new Position(0, 0);

  private record Position(long transaction, long id) {

    static Position of(TicketEventsRecord event) {
      return new Position(
          Objects.requireNonNull(event.getTransactionId()), Objects.requireNonNull(event.getId()));
    }

    static Position parse(String cursor) {
      Matcher matcher = CURSOR.matcher(cursor);
      if (matcher.matches()) {
        try {
          return new Position(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        } catch (NumberFormatException e) {
          // Beyond what an id can be.
        }
      }
      throw new InvalidInputException(
          "after", "expected a cursor such as 0-42, not " + Check.quote(cursor));
    }

    Condition isBefore() {
      return row(TICKET_EVENTS.TRANSACTION_ID, TICKET_EVENTS.ID)
          .gt(row(val(transaction, TICKET_EVENTS.TRANSACTION_ID), val(id, TICKET_EVENTS.ID)));
    }

    @Override
    public String toString() {
      return transaction + "-" + id;
    }
  }

  /** See {@link dev.ticketstore.TicketStore#changes}. */
  public EventPage changes(@Nullable String after, int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException("limit", "expected 1 to " + MAX_LIMIT + ", not " + limit);
    }
    Position position = after == null ? BEGINNING : Position.parse(after);
    List<TicketEventsRecord> events =
        database.query(
            context ->
                context
                    .selectFrom(TICKET_EVENTS)
                    .where(position.isBefore())
                    .and(database.dialect().isSettled(TICKET_EVENTS.TRANSACTION_ID))
                    .orderBy(TICKET_EVENTS.TRANSACTION_ID, TICKET_EVENTS.ID)
                    .limit(limit)
                    .fetch());
    Position next = events.isEmpty() ? position : Position.of(events.get(events.size() - 1));
    return new EventPage(events.stream().map(TicketHistory::event).toList(), next.toString());
  }

  /**
   * The same cursor.
   *
   * @throws InvalidInputException if it is garbled
   */
  public @Nullable String check(@Nullable String after) {
    return after == null ? null : Position.parse(after).toString();
  }

  /** See {@link dev.ticketstore.TicketStore#latestCursor}. */
  public String end() {
    return database
        .query(
            context ->
                context
                    .selectFrom(TICKET_EVENTS)
                    .where(database.dialect().isSettled(TICKET_EVENTS.TRANSACTION_ID))
                    .orderBy(TICKET_EVENTS.TRANSACTION_ID.desc(), TICKET_EVENTS.ID.desc())
                    .limit(1)
                    .fetchOptional())
        .map(Position::of)
        .orElse(BEGINNING)
        .toString();
  }
}
