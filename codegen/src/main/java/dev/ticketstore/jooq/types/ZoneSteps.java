package dev.ticketstore.jooq.types;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DatePart;

/**
 * How the offset of a time zone changes in the years 1970 to 2099. Before and after them it stays
 * what it is at their ends.
 */
final class ZoneSteps {

  private static final Instant FROM = Instant.parse("1969-12-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2100-02-01T00:00:00Z");

  /** A unit before a transition, one that it cuts out (Samoa's 30 December 2011), and one after. */
  private static final int UNITS_AROUND = 4;

  private static final int SECONDS_OF_HOUR = 3_600;

  private final ZoneId zone;

  ZoneSteps(ZoneId zone) {
    this.zone = zone;
  }

  /** Whether its hours begin with those of UTC. */
  boolean hasHoursOfUtc() {
    return minutes().isConstant() && minutes().at(FROM) == 0 && oddHours().isConstant();
  }

  /** Whether its days begin with those of UTC. */
  boolean isUtc() {
    return offsets().isConstant() && offsets().at(FROM) == 0;
  }

  /** Seconds by which its hours begin before those of UTC, 0 to 3,599. */
  Steps<Integer> minutes() {
    return offsets().map(seconds -> Math.floorMod(seconds, SECONDS_OF_HOUR));
  }

  /** Seconds east of UTC. */
  Steps<Integer> offsets() {
    Steps<Integer> offsets = new Steps<>(zone.getRules().getOffset(FROM).getTotalSeconds());
    for (ZoneOffsetTransition each : transitions()) {
      offsets.from(each.getInstant(), each.getOffsetAfter().getTotalSeconds());
    }
    return offsets;
  }

  /** Seconds from the start of the day, week or month that an instant is in to its UTC namesake. */
  Steps<Integer> startOffsets(DatePart unit) {
    LocalDate first = floor(LocalDate.ofInstant(FROM, zone), unit);
    Steps<Integer> offsets = new Steps<>(startOffset(first));
    // The first unit may begin before a transition that is over by now.
    offsets.from(start(next(first, unit)), startOffset(next(first, unit)));
    for (ZoneOffsetTransition each : transitions()) {
      LocalDate day = floor(each.getDateTimeBefore().minusNanos(1).toLocalDate(), unit);
      for (int i = 0; i < UNITS_AROUND; i++) {
        offsets.from(start(day), startOffset(day));
        day = next(day, unit);
      }
    }
    return offsets;
  }

  private int startOffset(LocalDate day) {
    return (int) (day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) - start(day).getEpochSecond());
  }

  /** The start of hours that do not start at a full hour of their own offset, null for others. */
  Steps<Instant> oddHours() {
    Steps<Instant> odd = new Steps<>(null);
    for (ZoneOffsetTransition each : transitions()) {
      Instant start = each.getInstant().atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
      LocalDateTime hour = each.getDateTimeAfter().truncatedTo(ChronoUnit.HOURS);
      if (!hour.toInstant(each.getOffsetAfter()).equals(start)) {
        odd.from(each.getInstant(), start);
        odd.from(hour.plusHours(1).toInstant(each.getOffsetAfter()), null);
      }
    }
    return odd;
  }

  /**
   * The start of days, weeks or months where PostgreSQL has another, null for others: of two
   * midnights it takes the later, and for one that is skipped the offset before.
   */
  Steps<Instant> postgresOddStarts(DatePart unit) {
    Steps<Instant> odd = new Steps<>(null);
    for (ZoneOffsetTransition each : transitions()) {
      ZoneOffset offset = each.isGap() ? each.getOffsetBefore() : each.getOffsetAfter();
      LocalDateTime from = each.isGap() ? each.getDateTimeBefore() : each.getDateTimeAfter();
      LocalDateTime to = each.isGap() ? each.getDateTimeAfter() : each.getDateTimeBefore();
      for (LocalDate day = nextMidnight(from);
          day.atStartOfDay().isBefore(to);
          day = day.plusDays(1)) {
        if (day.equals(floor(day, unit))
            && !day.atStartOfDay().toInstant(offset).equals(start(day))) {
          odd.from(start(day), start(day));
          Instant again = day.atStartOfDay().toInstant(each.getOffsetAfter());
          if (!each.isGap() && again.isAfter(each.getInstant())) {
            // Clocks go back to the day before, which PostgreSQL has right.
            odd.from(each.getInstant(), null);
            odd.from(again, start(day));
          }
          odd.from(start(next(day, unit)), null);
        }
      }
    }
    return odd;
  }

  private static LocalDate nextMidnight(LocalDateTime from) {
    return from.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? from.toLocalDate()
        : from.toLocalDate().plusDays(1);
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static LocalDate floor(LocalDate day, DatePart unit) {
    return switch (unit) {
      case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
      case MONTH -> day.withDayOfMonth(1);
      default -> day;
    };
  }

  private static LocalDate next(LocalDate start, DatePart unit) {
    return switch (unit) {
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
      default -> start.plusDays(1);
    };
  }

  private List<ZoneOffsetTransition> transitions() {
    List<ZoneOffsetTransition> transitions = new ArrayList<>();
    ZoneOffsetTransition next = zone.getRules().nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(UNTIL)) {
      transitions.add(next);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return transitions;
  }
}
