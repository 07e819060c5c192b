package dev.ticketstore.jooq.types;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
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

  private static final DateTimeFormatter CANONICAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private InstantText() {}

  /**
   * The canonical text; what is finer than a microsecond is cut off.
   *
   * @throws IllegalArgumentException outside {@link #MIN} to {@link #MAX}
   */
  public static String format(Instant instant) {
    Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
    if (micros.isBefore(MIN) || micros.isAfter(MAX)) {
      throw new IllegalArgumentException(
          "Expected an instant from year 0001 to 9999, not " + instant);
    }
    return CANONICAL.format(micros);
  }

  /**
   * Reads the canonical text, and what other programs write: ISO 8601 with any fraction, a blank
   * for the {@code T}, with an offset or without one; what has no offset counts as UTC.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  public static Instant parse(String text) {
    try {
      TemporalAccessor parsed =
          LENIENT.parseBest(text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime withOffset
          ? withOffset.toInstant()
          : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Expected an ISO 8601 timestamp, not '" + text + "'", e);
    }
  }
}
