package dev.ticketstore.report;

import dev.ticketstore.analytics.PeriodUnit;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report says. Times on the page are those of the zone.
 *
 * @param title what the page is about
 * @param from the beginning of the time that it covers
 * @param to its end, which belongs to the next report
 * @param zone of days and hours
 * @param madeAt when the database was read
 * @param bucket the periods of {@code flow}
 * @param headlines the numbers on top
 * @param unresolved the worst tickets that are unresolved when the database is read, worst first
 * @param unresolvedCount how many there are
 * @param flow each bucket of the time, without gaps
 * @param resolveTimes how many of the tickets resolved in the time took how long
 * @param invariants how long each invariant's tickets took
 * @param topKeys the keys with the most observations
 * @param flappingKeys the keys that came back soon after their resolution
 * @param heat tickets opened by weekday, from Monday, and hour: 7 rows of 24
 * @param ages how old the unresolved tickets are
 */
public record ReportData(
    String title,
    Instant from,
    Instant to,
    ZoneId zone,
    Instant madeAt,
    PeriodUnit bucket,
    List<Headline> headlines,
    List<Unresolved> unresolved,
    long unresolvedCount,
    List<Flow> flow,
    List<Band> resolveTimes,
    List<Invariant> invariants,
    List<Key> topKeys,
    List<Flapping> flappingKeys,
    List<List<Long>> heat,
    List<Band> ages) {

  /** Copies the lists. */
  public ReportData {
    headlines = List.copyOf(headlines);
    unresolved = List.copyOf(unresolved);
    flow = List.copyOf(flow);
    resolveTimes = List.copyOf(resolveTimes);
    invariants = List.copyOf(invariants);
    topKeys = List.copyOf(topKeys);
    flappingKeys = List.copyOf(flappingKeys);
    heat = heat.stream().map(List::copyOf).toList();
    ages = List.copyOf(ages);
  }

  /**
   * A number on top.
   *
   * @param label what it counts
   * @param value for people
   * @param change against the time before, of the same length, for people
   * @param trend whether that is better, worse or neither
   */
  public record Headline(String label, String value, String change, Trend trend) {}

  /** How a number changed. */
  public enum Trend {
    /** For the good. */
    BETTER,
    /** For the bad. */
    WORSE,
    /** Not at all, or neither. */
    NEUTRAL
  }

  /** An unresolved ticket. */
  public record Unresolved(
      long id,
      String violationKey,
      Severity severity,
      TicketStatus status,
      boolean held,
      Duration age,
      long occurrences,
      String message,
      @Nullable String diagnosis,
      @Nullable String assignee) {}

  /**
   * An hour, day or week.
   *
   * @param start its beginning
   * @param opened tickets that began in it
   * @param resolved tickets that were resolved in it
   * @param unresolved tickets that were unresolved at its end
   */
  public record Flow(Instant start, long opened, long resolved, long unresolved) {}

  /** A number of tickets of some duration or age. */
  public record Band(String label, long tickets) {}

  /**
   * The tickets of an invariant that began in the time.
   *
   * @param unresolved those that are not resolved, which the durations leave out
   * @param median null if none was resolved
   * @param p95 of 20 tickets 19 took at most this; null if none was resolved
   */
  public record Invariant(
      String name,
      long tickets,
      long unresolved,
      @Nullable Duration median,
      @Nullable Duration p95) {}

  /**
   * A key with its tickets that began in the time.
   *
   * @param unresolved how long they were unresolved, up to the end of the time
   */
  public record Key(String violationKey, long tickets, long occurrences, Duration unresolved) {}

  /**
   * A key whose tickets came back.
   *
   * @param returns tickets that began soon after the one before was resolved
   * @param shortestGap the least time between the two
   */
  public record Flapping(String violationKey, long returns, Duration shortestGap) {}
}
