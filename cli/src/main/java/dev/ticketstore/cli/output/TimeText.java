package dev.ticketstore.cli.output;

import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Instants for people, in UTC. */
final class TimeText {

  private TimeText() {}

  /** To the second. */
  static String full(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As {@code ls -l} does: the time of day, or the year if it is another one. */
  static String brief(Instant instant, Instant now) {
    boolean thisYear =
        Year.from(instant.atOffset(ZoneOffset.UTC)).equals(Year.from(now.atOffset(ZoneOffset.UTC)));
    return DateTimeFormatter.ofPattern(thisYear ? "MM-dd HH:mm" : "uuuu-MM-dd", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }
}
