package dev.ticketstore.internal.tickets;

import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.util.Comparator;

/**
 * Which of two observations of a key gives the ticket its message, severity, metrics and labels:
 * the later one; of two at one instant the one with the greater message, then the one with the
 * greater name of its severity; of equal ones the second.
 *
 * <p>The dedup upsert compares rows alike, in SQL ({@code UpsertStatement}); a test holds both
 * against each other.
 *
 * @param at when it was seen
 * @param message its message
 * @param severity its severity
 */
public record NewestObservation(Instant at, String message, Severity severity)
    implements Comparable<NewestObservation> {

  /** The order of a text column with collation C on PostgreSQL and BINARY on SQLite. */
  public static final Comparator<String> BY_CODE_POINT = NewestObservation::compareCodePoints;

  private static final Comparator<NewestObservation> ORDER =
      Comparator.comparing(NewestObservation::at)
          .thenComparing(NewestObservation::message, BY_CODE_POINT)
          .thenComparing(each -> each.severity().literal());

  @Override
  public int compareTo(NewestObservation other) {
    return ORDER.compare(this, other);
  }

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
}
