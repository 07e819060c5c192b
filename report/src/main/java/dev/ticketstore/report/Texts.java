package dev.ticketstore.report;

import dev.ticketstore.analytics.PeriodUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, durations and times as the page and the terminal show them. */
public final class Texts {

  private static final long MICROS = 1_000;

  private Texts() {}

  /** With a separator of thousands. */
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** In the two largest units, such as 2 h 5 min; a dash for null. */
  public static String duration(@Nullable Duration value) {
    if (value == null) {
      return "–";
    }
    if (value.isNegative()) {
      return "-" + duration(value.negated());
    }
    long seconds = value.toSeconds();
    if (seconds < 1) {
      return value.isZero() ? "0 s" : Math.max(1, value.toNanos() / (1_000 * MICROS)) + " ms";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + " " + unit : large + " " + unit + " " + small + " " + smallUnit;
  }

  /** To the minute, in the zone. */
  public static String time(Instant at, ZoneId zone) {
    return format(at, zone, "yyyy-MM-dd HH:mm");
  }

  /** The beginning of a period. */
  public static String bucket(Instant at, ZoneId zone, PeriodUnit unit) {
    String pattern =
        switch (unit) {
          case HOUR -> "EEE HH:mm";
          case DAY -> "EEE MM-dd";
          case WEEK, MONTH -> "yyyy-MM-dd";
        };
    return format(at, zone, pattern);
  }

  private static String format(Instant at, ZoneId zone, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(zone).format(at);
  }
}
