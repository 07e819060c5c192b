package dev.ticketstore.internal.observe;

import dev.ticketstore.Json;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.tickets.NewestObservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All violations of one key in one call, added up: a statement may meet a key once only.
 *
 * @param earliestOwnTime the earliest time that is an observation's own; null if none has one
 * @param ownTimes how many have a time of their own
 * @param newest the one whose message, severity, metrics and labels count
 */
record KeyedObservations(
    Violation first,
    @Nullable String batchKey,
    long count,
    Instant firstSeenAt,
    Instant lastSeenAt,
    @Nullable Instant earliestOwnTime,
    long ownTimes,
    Violation newest) {

  /** A statement's input in characters; PostgreSQL holds at most 256 MiB of JSON in one value. */
  private static final int MAX_STATEMENT_CHARS = 16 * 1024 * 1024;

  String violationKey() {
    return first.violationKey();
  }

  /**
   * Whether it has opened the ticket that counted it: one that was there had counted at least 1.
   */
  boolean hasOpened(Ticket ticket) {
    return ticket.occurrenceCount() == count;
  }

  /** Whether all of it was seen at one instant. */
  boolean isOfOneInstant() {
    return firstSeenAt.equals(lastSeenAt);
  }

  /** Whether all of it is late or none of it. */
  boolean isLateAsOne() {
    return isOfOneInstant() && (ownTimes == 0 || ownTimes == count);
  }

  /** About the size of this key as JSON. */
  private long jsonChars() {
    Json metrics = newest.metricSnapshot();
    long labels =
        newest.labels().entrySet().stream()
            .mapToLong(each -> each.getKey().length() + each.getValue().length() + 6L)
            .sum();
    return 1_000L
        + newest.message().length()
        + labels
        + (metrics == null ? 0 : metrics.text().length());
  }

  /** Adds up violations by key. The keys are in order. */
  static List<KeyedObservations> of(List<TimedViolation> violations) {
    SortedMap<String, KeyedObservations> keys = new TreeMap<>(NewestObservation.BY_CODE_POINT);
    for (TimedViolation each : violations) {
      keys.merge(each.violationKey(), of(each), KeyedObservations::plus);
    }
    return List.copyOf(keys.values());
  }

  private static KeyedObservations of(TimedViolation one) {
    return new KeyedObservations(
        one.violation(),
        one.batchKey(),
        1,
        one.at(),
        one.at(),
        one.ownTime() ? one.at() : null,
        one.ownTime() ? 1 : 0,
        one.violation());
  }

  private KeyedObservations plus(KeyedObservations next) {
    boolean stays = next.order().compareTo(order()) < 0;
    return new KeyedObservations(
        first,
        batchKey,
        count + next.count,
        next.firstSeenAt.isBefore(firstSeenAt) ? next.firstSeenAt : firstSeenAt,
        next.lastSeenAt.isAfter(lastSeenAt) ? next.lastSeenAt : lastSeenAt,
        earlier(earliestOwnTime, next.earliestOwnTime),
        ownTimes + next.ownTimes,
        stays ? newest : next.newest);
  }

  private NewestObservation order() {
    return new NewestObservation(lastSeenAt, newest.message(), newest.severity());
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isBefore(a)) ? b : a;
  }

  /** Runs of keys, in order, whose JSON stays below the limit. */
  static List<List<KeyedObservations>> chunks(List<KeyedObservations> keys) {
    List<List<KeyedObservations>> chunks = new ArrayList<>();
    long chars = MAX_STATEMENT_CHARS;
    for (KeyedObservations key : keys) {
      long more = key.jsonChars();
      if (chars + more > MAX_STATEMENT_CHARS) {
        chunks.add(new ArrayList<>());
        chars = 0;
      }
      chunks.get(chunks.size() - 1).add(key);
      chars += more;
    }
    return chunks;
  }
}
