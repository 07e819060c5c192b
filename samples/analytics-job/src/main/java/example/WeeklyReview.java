package example;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.Tables.TICKET_STATE_SPANS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.sum;

import dev.ticketstore.analytics.GroupBy;
import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.analytics.Snapshot;
import dev.ticketstore.analytics.TicketQuestions;
import dev.ticketstore.analytics.Window;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jooq.DSLContext;

/** Prints how long the tickets of each invariant took, week by week, from one snapshot. */
public final class WeeklyReview {

  private final DSLContext tickets;
  private final Window window;

  private WeeklyReview(DSLContext tickets, Window window) {
    this.tickets = tickets;
    this.window = window;
  }

  /** Arguments: a JDBC URL, the first and the last instant, and a time zone. */
  public static void main(String[] arguments) throws Exception {
    Window window =
        new Window(
            Instant.parse(arguments[1]), Instant.parse(arguments[2]), ZoneId.of(arguments[3]));
    try (Connection connection = DriverManager.getConnection(arguments[0])) {
      Snapshot.read(
          connection,
          tickets -> {
            new WeeklyReview(tickets, window).print();
            return null;
          });
    }
  }

  private void print() {
    TicketQuestions questions = new TicketQuestions(tickets);
    System.out.println("Time to resolve by week and invariant");
    questions
        .timeToResolve(window, GroupBy.invariant().per(PeriodUnit.WEEK))
        .forEach(
            each ->
                System.out.printf(
                    "%s %s: %d resolved, %d pending, half within %s%n",
                    each.periodStart(), each.group(), each.count(), each.pending(), each.p50()));

    System.out.println("Resolved within an hour");
    questions
        .resolvedWithin(Duration.ofHours(1), window, GroupBy.severity(), window.to())
        .forEach(each -> System.out.println(each));

    // A question of one's own, in jOOQ, on the same snapshot.
    System.out.println("Microseconds in each status");
    tickets
        .select(
            TICKET_STATE_SPANS.STATUS,
            count(),
            sum(TICKET_STATE_SPANS.STAY_MICROS),
            max(TICKET_STATE_SPANS.STAY_MICROS))
        .from(TICKET_STATE_SPANS)
        .join(TICKET_FACTS)
        .on(TICKET_FACTS.TICKET_ID.eq(TICKET_STATE_SPANS.TICKET_ID))
        .where(TICKET_STATE_SPANS.ENDED_AT.isNotNull())
        .and(TICKET_STATE_SPANS.STATUS.isNotNull())
        .groupBy(TICKET_STATE_SPANS.STATUS)
        .fetch()
        .forEach(
            row ->
                System.out.printf(
                    "%s: %d stays, %s in all, %d at most%n",
                    row.value1(), row.value2(), row.value3(), row.value4()));
  }
}
