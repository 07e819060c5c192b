package dev.ticketstore.jooq.types;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Instants as SQLite stores them: {@code 2026-01-24T23:08:17.123456Z}, always 27 characters, so
 * that text order is time order.
 */
public final class InstantText {

  /** The first instant that both databases and the fixed width can hold. */
  public static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");

  /** The last instant that both databases and the fixed width can hold, in microseconds. */
  public static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final String SHAPE = "0000-00-00T00:00:00.000000Z";
  private static final int LENGTH = SHAPE.length();
  private static final int NANOS_PER_MICRO = 1_000;

  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private InstantText() {}

  /**
   * The canonical text; what is finer than a microsecond is cut off.
   *
   * @throws IllegalArgumentException outside {@link #MIN} to {@link #MAX}
   */
  public static String format(Instant instant) {
    Instant micros = inMicros(instant);
    // By hand, as a formatter takes a tenth of the time that SQLite needs for the statement.
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(micros.getEpochSecond(), micros.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(LENGTH);
    digits(text, utc.getYear(), 1000).append('-');
    digits(text, utc.getMonthValue(), 10).append('-');
    digits(text, utc.getDayOfMonth(), 10).append('T');
    digits(text, utc.getHour(), 10).append(':');
    digits(text, utc.getMinute(), 10).append(':');
    digits(text, utc.getSecond(), 10).append('.');
    return digits(text, utc.getNano() / NANOS_PER_MICRO, 100_000).append('Z').toString();
  }

  /** Cuts off what is finer than a microsecond, and refuses what {@link #format} does. */
  static Instant inMicros(Instant instant) {
    Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
    if (micros.isBefore(MIN) || micros.isAfter(MAX)) {
      throw new IllegalArgumentException(
          "Expected an instant from year 0001 to 9999, not " + instant);
    }
    return micros;
  }

  private static StringBuilder digits(StringBuilder text, int value, int unit) {
    for (int rest = unit; rest > 0; rest /= 10) {
      text.append((char) ('0' + value / rest % 10));
    }
    return text;
  }

  /**
   * Reads the canonical text, and what other programs write: ISO 8601 with any fraction, a blank
   * for the {@code T}, with an offset or without one; what has no offset counts as UTC.
   *
   * @throws IllegalArgumentException if it is none of these, or a day that no calendar has
   */
  public static Instant parse(String text) {
    try {
      if (isCanonical(text)) {
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                number(text, 20, 26) * NANOS_PER_MICRO)
            .toInstant(ZoneOffset.UTC);
      }
      TemporalAccessor parsed =
          LENIENT.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime withOffset
          ? withOffset.toInstant()
          : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Expected an ISO 8601 timestamp, not '" + text + "'", e);
    }
  }

  private static boolean isCanonical(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char expected = SHAPE.charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = 10 * value + text.charAt(i) - '0';
    }
    return value;
  }
}
