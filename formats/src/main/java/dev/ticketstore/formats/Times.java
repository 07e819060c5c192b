package dev.ticketstore.formats;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as programs write them. */
final class Times {

  /** Offsets as Z, +01:00, +0100 and +01. */
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private Times() {}

  /**
   * Reads one; null for a time of the year 1, by which Go means none.
   *
   * @throws UnreadableException if it is none, or has no offset
   */
  static @Nullable Instant parse(String field, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text, FORMAT);
      return time.getYear() <= 1 ? null : time.toInstant();
    } catch (DateTimeException e) {
      throw new UnreadableException(
          field
              + ": expected a time with an offset such as 2026-01-24T23:08:17Z, not "
              + Texts.quote(text),
          e);
    }
  }

  /**
   * Seconds since 1970, as logs have them.
   *
   * @throws UnreadableException if that is not within the years 1 to 9999
   */
  static Instant ofEpoch(String seconds) {
    try {
      Instant time = Instant.ofEpochSecond(Long.parseLong(seconds));
      if (time.isBefore(END)) {
        return time;
      }
    } catch (NumberFormatException | DateTimeException e) {
      // Said below.
    }
    throw new UnreadableException(
        "expected seconds since 1970, up to the year 9999, not " + Texts.quote(seconds));
  }
}
