package dev.ticketstore.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jooq.DatePart;

/** What a window of time is divided into. Weeks are those of ISO 8601, from Monday. */
public enum PeriodUnit {
  /** Hours as clocks show them; the one that they show twice has two hours. */
  HOUR(DatePart.HOUR),
  /** Days, of 23 to 25 hours where clocks change. */
  DAY(DatePart.DAY),
  /** Weeks from Monday. */
  WEEK(DatePart.WEEK),
  /** Months of the calendar. */
  MONTH(DatePart.MONTH);

  private final DatePart part;

  PeriodUnit(DatePart part) {
    this.part = part;
  }

  DatePart part() {
    return part;
  }

  /** The beginning of the period that an instant is in, as {@code PortableFunctions.truncate}. */
  Instant start(Instant at, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    return switch (this) {
      case HOUR -> at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAY -> day.atStartOfDay(zone).toInstant();
      case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L).atStartOfDay(zone).toInstant();
      case MONTH -> day.withDayOfMonth(1).atStartOfDay(zone).toInstant();
    };
  }

  /** The beginning of the next period. */
  Instant next(Instant start, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(start, zone);
    return switch (this) {
      case HOUR -> {
        // By quarters, as an offset may change within an hour.
        Instant later = start;
        while (start(later, zone).equals(start)) {
          later = later.plus(15, ChronoUnit.MINUTES);
        }
        yield start(later, zone);
      }
      case DAY -> day.plusDays(1).atStartOfDay(zone).toInstant();
      case WEEK -> day.plusWeeks(1).atStartOfDay(zone).toInstant();
      case MONTH -> day.plusMonths(1).atStartOfDay(zone).toInstant();
    };
  }
}
