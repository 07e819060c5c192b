package dev.ticketstore.jooq.types;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** An instant as the clocks and calendars of a time zone show it. */
final class ZonedInstants {

  private final ZoneSteps steps;
  private final SqliteZone sqlite;
  private final PostgresZone postgres;

  /**
   * Of an instant in a zone.
   *
   * @throws IllegalArgumentException if PostgreSQL cannot know the zone
   */
  ZonedInstants(Field<Instant> instant, ZoneId zone) {
    if (zone.getId().startsWith("SystemV/")) {
      throw new IllegalArgumentException(
          "Expected a zone that PostgreSQL knows, such as America/New_York, not " + zone.getId());
    }
    steps = new ZoneSteps(zone);
    sqlite = new SqliteZone(instant, steps);
    postgres = new PostgresZone(instant, zone, steps);
  }

  /** Whether the beginnings of a unit are those of UTC, which both databases find faster. */
  boolean isUtc(DatePart unit) {
    return unit == DatePart.HOUR ? steps.hasHoursOfUtc() : steps.isUtc();
  }

  Field<Instant> truncate(DatePart unit) {
    return switch (unit) {
      case HOUR ->
          new DialectField<>("truncate", InstantBinding.TYPE, sqlite::hour, postgres::hour);
      case DAY, WEEK, MONTH ->
          new DialectField<>(
              "truncate",
              InstantBinding.TYPE,
              () -> sqlite.start(unit),
              () -> postgres.start(unit));
      default -> throw PortableFunctions.unknown(unit);
    };
  }

  Field<LocalDate> localDate() {
    return new DialectField<>(
        "local_date",
        SQLDataType.LOCALDATE,
        () -> sqlite.local("{0}", SQLDataType.LOCALDATE, "%Y-%m-%d"),
        () -> postgres.local("cast({0} as date)", SQLDataType.LOCALDATE));
  }

  Field<Integer> hourOfDay() {
    return new DialectField<>(
        "hour_of_day",
        SQLDataType.INTEGER,
        () -> sqlite.local("cast({0} as integer)", SQLDataType.INTEGER, "%H"),
        () -> postgres.local("cast(extract(hour from {0}) as int)", SQLDataType.INTEGER));
  }

  Field<Integer> dayOfWeek() {
    return new DialectField<>(
        "day_of_week",
        SQLDataType.INTEGER,
        () -> sqlite.local("((cast({0} as integer) + 6) % 7 + 1)", SQLDataType.INTEGER, "%w"),
        () -> postgres.local("cast(extract(isodow from {0}) as int)", SQLDataType.INTEGER));
  }
}
