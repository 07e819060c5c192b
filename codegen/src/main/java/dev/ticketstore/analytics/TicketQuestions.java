package dev.ticketstore.analytics;

import static dev.ticketstore.jooq.Tables.TICKET_FACTS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Questions that operators ask of their tickets, each one statement that the database answers.
 *
 * <pre>{@code
 * store.read(ctx -> new TicketQuestions(ctx).timeToResolve(lastWeek, GroupBy.invariant()));
 * }</pre>
 *
 * <p>Durations are exact to the microsecond. Purged tickets are not counted, except where a method
 * says so. Several questions in one {@code read}, or in one {@link Snapshot}, are about the same
 * moment. Each method throws {@link org.jooq.exception.DataAccessException} if the database does
 * not answer; within {@code TicketStore.read} it becomes a {@code DatabaseException}.
 */
public final class TicketQuestions {

  private final TicketSelection tickets;

  /** Questions about all tickets of a database, which is SQLite or PostgreSQL. */
  public TicketQuestions(DSLContext context) {
    this(new TicketSelection(Objects.requireNonNull(context, "context"), DSL.noCondition()));
  }

  private TicketQuestions(TicketSelection tickets) {
    this.tickets = tickets;
  }

  /**
   * The same questions about those tickets only for which a condition holds as well.
   *
   * @param condition on {@link dev.ticketstore.jooq.Tables#TICKET_FACTS}
   */
  public TicketQuestions where(Condition condition) {
    return new TicketQuestions(new TicketSelection(tickets.dsl(), tickets.filter().and(condition)));
  }

  /**
   * How long it took to acknowledge the tickets first seen in a window. One that was diagnosed or
   * resolved without it is skipped; an unresolved one is pending.
   *
   * @return by period, then by group, null first; groups without tickets are not there
   */
  public List<DurationStatistics> timeToAcknowledge(Window window, GroupBy by) {
    return new DurationQuestions(tickets).statistics(TICKET_FACTS.ACKNOWLEDGE_MICROS, window, by);
  }

  /** The same for the diagnosis. */
  public List<DurationStatistics> timeToDiagnose(Window window, GroupBy by) {
    return new DurationQuestions(tickets).statistics(TICKET_FACTS.DIAGNOSE_MICROS, window, by);
  }

  /**
   * How long it took to resolve the tickets first seen in a window, also if they were resolved
   * after it. Unresolved ones are pending, and in no duration; none is skipped.
   *
   * @return by period, then by group, null first; groups without tickets are not there
   */
  public List<DurationStatistics> timeToResolve(Window window, GroupBy by) {
    return new DurationQuestions(tickets).statistics(TICKET_FACTS.RESOLVE_MICROS, window, by);
  }

  /**
   * How many tickets first seen in a window were acknowledged in time. A resolution without an
   * acknowledgement counts as one.
   *
   * @param objective the longest time that keeps to it, from first seen to acknowledged
   * @param now the instant at which the age of an unresolved ticket is taken
   * @return by period, then by group, null first; groups without tickets are not there
   */
  public List<ObjectiveResult> acknowledgedWithin(
      Duration objective, Window window, GroupBy by, Instant now) {
    return new DurationQuestions(tickets)
        .objective(
            DSL.coalesce(TICKET_FACTS.ACKNOWLEDGE_MICROS, TICKET_FACTS.RESOLVE_MICROS),
            objective,
            now,
            window,
            by);
  }

  /**
   * How many tickets first seen in a window were resolved in time.
   *
   * @param objective the longest time that keeps to it, from first seen to resolved
   * @param now the instant at which the age of an unresolved ticket is taken
   * @return by period, then by group, null first; groups without tickets are not there
   */
  public List<ObjectiveResult> resolvedWithin(
      Duration objective, Window window, GroupBy by, Instant now) {
    return new DurationQuestions(tickets)
        .objective(TICKET_FACTS.RESOLVE_MICROS, objective, now, window, by);
  }

  /**
   * How long tickets stayed in each status but resolved, and on hold, within a window. A stay that
   * lasts is counted to the end of the window. Without a condition, tickets whose history outlives
   * them count too.
   *
   * @return by status, the hold last; a status without stays is not there
   */
  public List<TimeInState> timeInState(Window window) {
    return new StateQuestions(tickets).timeInState(window);
  }

  /**
   * What happened in each hour, day, week or month of a window, and how many tickets were
   * unresolved at its end.
   *
   * @return each period of the window, also those in which nothing happened, by time; the first and
   *     the last are cut off by the window
   */
  public List<TrendBucket> trend(Window window, PeriodUnit unit) {
    return new TrendQuestions(tickets).trend(window, unit);
  }

  /**
   * The keys with the most episodes, occurrences or unresolved time among the tickets first seen in
   * a window. An unresolved ticket counts to the end of the window.
   *
   * @param limit how many, from 1
   * @return the first is the top; equal ones by key
   */
  public List<KeyTotals> topKeys(Window window, KeyRanking ranking, int limit) {
    return new KeyQuestions(tickets).top(window, ranking, atLeastOne(limit));
  }

  /**
   * The keys of which tickets were first seen in a window soon after the one before was resolved. A
   * ticket whose predecessor was purged does not count.
   *
   * @param within the longest time from resolution to first seen that counts
   * @param limit how many, from 1
   * @return the one with the most returns first; equal ones by key
   */
  public List<FlappingKey> flappingKeys(Window window, Duration within, int limit) {
    return new KeyQuestions(tickets).flapping(window, within, atLeastOne(limit));
  }

  /**
   * The keys that check cycles reported together, of cycles that started in a window, whatever
   * their outcome. A condition is on the keys: those of the tickets for which it holds. Purged
   * tickets count.
   *
   * @param limit how many, from 1
   * @return the pair with the most cycles first; equal ones by keys
   */
  public List<KeyPair> coOccurrence(Window window, int limit) {
    return new KeyQuestions(tickets).coOccurrence(window, atLeastOne(limit));
  }

  /**
   * The tickets that were unresolved at an instant, by age.
   *
   * @param limits where the bands end, ascending and above 0; the last band has no end
   * @return each band, also an empty one, the youngest first
   * @throws IllegalArgumentException if the limits do not ascend from above 0
   */
  public List<AgeBand> ageing(Instant now, Duration... limits) {
    Duration before = Duration.ZERO;
    for (Duration limit : limits) {
      if (limit.compareTo(before) <= 0) {
        throw new IllegalArgumentException(
            "Expected durations that ascend from above 0, not " + limit + " after " + before);
      }
      before = limit;
    }
    return new TrendQuestions(tickets).ageing(now, List.of(limits));
  }

  /**
   * What resolved the tickets that were resolved in a window.
   *
   * @return the one with the most tickets first
   */
  public List<ResolverTotals> resolvers(Window window) {
    return new StateQuestions(tickets).resolvers(window);
  }

  /**
   * How many tickets were first seen in each hour of each day of the week, on the clocks of the
   * window's zone.
   *
   * @return 168 cells, from Monday 0 to Sunday 23
   */
  public List<HeatMapCell> heatMap(Window window) {
    return new TrendQuestions(tickets).heatMap(window);
  }

  private static int atLeastOne(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("Expected a limit of at least 1, not " + limit);
    }
    return limit;
  }
}
