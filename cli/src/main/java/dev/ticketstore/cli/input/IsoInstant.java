package dev.ticketstore.cli.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads ISO 8601 timestamps with {@code Z} or an offset such as {@code +01:00} or {@code +0100}.
 * One without is refused, as it may be of any time zone.
 */
public final class IsoInstant {

  /** The expected form, for messages. */
  public static final String EXPECTED = "an ISO 8601 timestamp such as 2026-01-24T23:08:17Z";

  /** The offset as {@code date +%z} and Java's loggers write it. */
  private static final DateTimeFormatter WITHOUT_COLON =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HHMM", "+0000")
          .toFormatter(Locale.ROOT);

  private static final Pattern ENDS_WITHOUT_COLON = Pattern.compile(".*[+-]\\d{4}");

  private IsoInstant() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Instant parse(String text) {
    try {
      DateTimeFormatter format =
          ENDS_WITHOUT_COLON.matcher(text).matches()
              ? WITHOUT_COLON
              : DateTimeFormatter.ISO_OFFSET_DATE_TIME;
      return OffsetDateTime.parse(text, format).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected " + EXPECTED + ", not '" + text + "'", e);
    }
  }
}
