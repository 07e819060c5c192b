package dev.ticketstore.internal.changes;

import static dev.ticketstore.jooq.Tables.TICKET_EVENTS;
import static org.jooq.impl.DSL.max;

import dev.ticketstore.EventPage;
import dev.ticketstore.FeedLag;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.tickets.TicketHistory;
import dev.ticketstore.internal.validation.Check;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The history of all tickets in the order of ids, up to the first id that an open transaction may
 * still commit.
 *
 * <p>A cursor is the id of an event that was given out, never the limit itself: a crash can undo
 * the drawing of ids that no commit followed.
 */
public record ChangeFeed(Database database) {

  private static final int MAX_LIMIT = 10_000;
  private static final Pattern CURSOR = Pattern.compile("\\d{1,19}");
  private static final long BEGINNING = 0;

  /** See {@link dev.ticketstore.TicketStore#changes}. */
  public EventPage changes(@Nullable String after, int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidInputException("limit", "expected 1 to " + MAX_LIMIT + ", not " + limit);
    }
    long position = position(after);
    List<TicketEvent> events =
        onOneConnection(
            connection -> {
              FeedLimit end = FeedLimit.of(database, connection, position);
              return end.last() <= position
                  ? List.of()
                  : connection
                      .selectFrom(TICKET_EVENTS)
                      .where(between(position, end.last()))
                      .orderBy(TICKET_EVENTS.ID)
                      .limit(limit)
                      .fetch(TicketHistory::event);
            });
    long next = events.isEmpty() ? position : events.get(events.size() - 1).id();
    return new EventPage(events, Long.toString(next));
  }

  /** See {@link dev.ticketstore.TicketStore#changesLag}. */
  public FeedLag lag(@Nullable String after) {
    long position = position(after);
    return onOneConnection(
        connection -> {
          FeedLimit end = FeedLimit.of(database, connection, position);
          return new FeedLag(
              connection.fetchCount(TICKET_EVENTS, between(position, end.last())),
              connection.fetchCount(
                  TICKET_EVENTS, TICKET_EVENTS.ID.gt(Math.max(position, end.last()))),
              end.writer());
        });
  }

  /** See {@link dev.ticketstore.TicketStore#latestCursor}. */
  public String end() {
    return onOneConnection(
        connection -> {
          FeedLimit end = FeedLimit.of(database, connection, BEGINNING);
          Long last =
              connection
                  .select(max(TICKET_EVENTS.ID))
                  .from(TICKET_EVENTS)
                  .where(between(BEGINNING, end.last()))
                  .fetchSingle()
                  .value1();
          return Long.toString(Objects.requireNonNullElse(last, BEGINNING));
        });
  }

  /**
   * The same cursor.
   *
   * @throws InvalidInputException if it is garbled
   */
  public @Nullable String check(@Nullable String after) {
    return after == null ? null : Long.toString(position(after));
  }

  private static long position(@Nullable String cursor) {
    if (cursor == null) {
      return BEGINNING;
    }
    if (CURSOR.matcher(cursor).matches()) {
      try {
        return Long.parseLong(cursor);
      } catch (NumberFormatException e) {
        // Beyond what an id can be.
      }
    }
    throw new InvalidInputException(
        "after", "expected a cursor such as 42, not " + Check.quote(cursor));
  }

  private static Condition between(long after, long last) {
    return TICKET_EVENTS.ID.gt(after).and(TICKET_EVENTS.ID.le(last));
  }

  /** Statements that each read what is committed when it begins, all of one server. */
  private <T> T onOneConnection(Function<DSLContext, T> statements) {
    return database.query(
        pool ->
            pool.connectionResult(
                connection ->
                    statements.apply(DSL.using(pool.configuration().derive(connection)))));
  }
}
