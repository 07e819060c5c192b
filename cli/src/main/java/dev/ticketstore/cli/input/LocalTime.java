package dev.ticketstore.cli.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Reads a time as people give it: the beginning of a day in a zone, or a timestamp. */
public final class LocalTime {

  private LocalTime() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Instant parse(String text, ZoneId zone) {
    try {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    } catch (DateTimeException noDate) {
      try {
        return IsoInstant.parse(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "expected a date such as 2026-01-24, or "
                + IsoInstant.EXPECTED
                + ", not '"
                + text
                + "'",
            e);
      }
    }
  }
}
