package dev.ticketstore.internal;

import dev.ticketstore.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
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
record ObservedKey(
    Violation first,
    @Nullable String batchKey,
    long count,
    Instant firstSeenAt,
    Instant lastSeenAt,
    Violation latest) {

  /** The order of a text column with collation C on PostgreSQL and BINARY on SQLite. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  String violationKey() {
    return first.violationKey();
  }

  /** About the size of this key as JSON. */
  long jsonChars() {
    JSONB metrics = latest.metricSnapshot();
    return 1_000L + latest.message().length() + (metrics == null ? 0 : metrics.data().length());
  }

  /**
   * Adds up violations by key.
   *
   * @param seenAt when a violation without a time was seen
   * @param batchKey the batch of a violation without one
   */
  static List<ObservedKey> of(
      List<Violation> violations, Instant seenAt, @Nullable String batchKey) {
    SortedMap<String, ObservedKey> keys = new TreeMap<>(BY_CODE_POINT);
    for (Violation violation : violations) {
      Instant at = violation.observedAt() == null ? seenAt : violation.observedAt();
      String batch = violation.batchKey() == null ? batchKey : violation.batchKey();
      keys.merge(
          violation.violationKey(),
          new ObservedKey(violation, batch, 1, at, at, violation),
          ObservedKey::plus);
    }
    return List.copyOf(keys.values());
  }

  private ObservedKey plus(ObservedKey next) {
    return new ObservedKey(
        first,
        batchKey,
        count + next.count,
        next.firstSeenAt.isBefore(firstSeenAt) ? next.firstSeenAt : firstSeenAt,
        next.lastSeenAt.isAfter(lastSeenAt) ? next.lastSeenAt : lastSeenAt,
        next.lastSeenAt.isBefore(lastSeenAt) ? latest : next.latest);
  }
}
