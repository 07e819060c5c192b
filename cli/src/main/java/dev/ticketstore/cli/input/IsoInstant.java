package dev.ticketstore.cli.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Reads ISO 8601 timestamps with {@code Z} or an offset. One without is refused, as it may be of
 * any time zone.
 */
public final class IsoInstant {

  /** The expected form, for messages. */
  public static final String EXPECTED = "an ISO 8601 timestamp such as 2026-01-24T23:08:17Z";

  private IsoInstant() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("expected " + EXPECTED + ", not '" + text + "'", e);
    }
  }
}
