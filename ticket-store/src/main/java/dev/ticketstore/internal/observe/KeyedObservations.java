package dev.ticketstore.internal.observe;

import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * All violations of one key in one call, added up: a statement may meet a key once only.
 *
 * @param latest the one whose message, severity and metrics count
 */
record KeyedObservations(
    Violation first,
    @Nullable String batchKey,
    long count,
    Instant firstSeenAt,
    Instant lastSeenAt,
    Violation latest) {

  /** A statement's input in characters; PostgreSQL holds at most 256 MiB of JSON in one value. */
  private static final int MAX_STATEMENT_CHARS = 16 * 1024 * 1024;

  /** The order of a text column with collation C on PostgreSQL and BINARY on SQLite. */
  static final Comparator<String> BY_CODE_POINT = KeyedObservations::compareCodePoints;

  /** Which of two violations of one instant stays; the upsert compares alike. */
  private static final Comparator<Violation> BY_CONTENT =
      Comparator.comparing(Violation::message, BY_CODE_POINT)
          .thenComparing(violation -> violation.severity().literal());

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates stand for code points above all others. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + Character.MIN_SUPPLEMENTARY_CODE_POINT : unit;
  }

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

  /** About the size of this key as JSON. */
  private long jsonChars() {
    JSONB metrics = latest.metricSnapshot();
    return 1_000L + latest.message().length() + (metrics == null ? 0 : metrics.data().length());
  }

  /** Adds up violations by key. The keys are in order. */
  static List<KeyedObservations> of(List<TimedViolation> seen) {
    SortedMap<String, KeyedObservations> keys = new TreeMap<>(BY_CODE_POINT);
    for (TimedViolation each : seen) {
      keys.merge(
          each.violationKey(),
          new KeyedObservations(
              each.violation(), each.batchKey(), 1, each.at(), each.at(), each.violation()),
          KeyedObservations::plus);
    }
    return List.copyOf(keys.values());
  }

  private KeyedObservations plus(KeyedObservations next) {
    int later = next.lastSeenAt.compareTo(lastSeenAt);
    boolean stays = later < 0 || (later == 0 && BY_CONTENT.compare(next.latest, latest) < 0);
    return new KeyedObservations(
        first,
        batchKey,
        count + next.count,
        next.firstSeenAt.isBefore(firstSeenAt) ? next.firstSeenAt : firstSeenAt,
        later > 0 ? next.lastSeenAt : lastSeenAt,
        stays ? latest : next.latest);
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
