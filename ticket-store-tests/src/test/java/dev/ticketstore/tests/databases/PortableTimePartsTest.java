package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.tests.databases.PortableFunctionsTest.truncated;
import static org.jooq.impl.DSL.extract;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.function.Function;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.junit.jupiter.api.Test;

/**
 * Parts of instants and arithmetic with them, each right on every database or refused. Hours and
 * days are UTC's.
 */
class PortableTimePartsTest extends ExpressionMatrix {

  private static final Field<Instant> FIRST = TICKETS.FIRST_SEEN_AT;
  private static final Field<Instant> LAST = TICKETS.LAST_SEEN_AT;
  private static final Instant T = Instant.parse("2026-01-24T23:59:59.9Z");

  @Test
  void parts() {
    right("cast to LocalDate", FIRST.cast(LocalDate.class), row -> date(row.first()));
    right("cast to date", LAST.cast(SQLDataType.DATE), row -> Date.valueOf(date(row.last())));
    holds(
        "equal dates",
        FIRST.cast(LocalDate.class).eq(LocalDate.of(2026, 1, 24)),
        row -> date(row.first()).equals(LocalDate.of(2026, 1, 24)));
    right(
        "count by date",
        select(DSL.count())
            .from(TICKETS)
            .groupBy(FIRST.cast(LocalDate.class))
            .orderBy(FIRST.cast(LocalDate.class)),
        List.of(1, 1, 3));
    right(
        "days between dates",
        DSL.localDateDiff(LAST.cast(LocalDate.class), FIRST.cast(LocalDate.class)),
        row -> (int) ChronoUnit.DAYS.between(date(row.first()), date(row.last())));
    right("year", DSL.year(FIRST), row -> utc(row.first()).getYear());
    right("month", DSL.month(FIRST), row -> utc(row.first()).getMonthValue());
    right("day", DSL.day(FIRST), row -> utc(row.first()).getDayOfMonth());
    right("hour", DSL.hour(FIRST), row -> utc(row.first()).getHour());
    right("minute", DSL.minute(FIRST), row -> utc(row.first()).getMinute());
    right("second", DSL.second(FIRST), row -> utc(row.first()).getSecond());
    holds("equal seconds", DSL.second(FIRST).eq(59), row -> utc(row.first()).getSecond() == 59);
    right("quarter", DSL.quarter(LAST), row -> utc(row.last()).get(IsoFields.QUARTER_OF_YEAR));
    right("day of year", DSL.dayOfYear(LAST), row -> utc(row.last()).getDayOfYear());
    right(
        "ISO day of week",
        DSL.isoDayOfWeek(LAST),
        row -> utc(row.last()).getDayOfWeek().getValue());
    right("century", DSL.century(FIRST), row -> (utc(row.first()).getYear() + 99) / 100);
    rightOnPostgres("epoch", DSL.epoch(FIRST), row -> (int) row.first().getEpochSecond());
    rightOnPostgres(
        "trunc", DSL.trunc(FIRST, DatePart.HOUR), row -> row.first().truncatedTo(ChronoUnit.HOURS));
    rightOnPostgres(
        "trunc to the month",
        DSL.trunc(LAST, DatePart.MONTH),
        row -> truncated(row.last(), DatePart.MONTH));
    rightOnPostgres(
        "cast to LocalDateTime", FIRST.cast(LocalDateTime.class), row -> utc(row.first()));
    refused("coerce to LocalDateTime", FIRST.coerce(LocalDateTime.class));
    if (database.isSqlite()) {
      refused("cast to LocalTime", FIRST.cast(LocalTime.class));
      refused("cast to Timestamp", FIRST.cast(Timestamp.class));
      refused("cast to a number", FIRST.cast(Long.class));
      refused("currentTimestamp", DSL.currentTimestamp());
      refused("currentLocalDateTime", DSL.currentLocalDateTime());
    } else {
      fails("cast to a number", eachOf(FIRST.cast(Long.class)));
      fails("nanosecond", eachOf(extract(FIRST, DatePart.NANOSECOND)));
    }
    allHold(database.isSqlite() ? 26 : 23);
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // jOOQ has no function of its own for instants
  void arithmetic() {
    Function<Row, Object> difference = row -> Duration.between(row.first(), row.last());
    rightOnPostgres(
        "timestampDiff",
        DSL.timestampDiff(LAST.coerce(Timestamp.class), FIRST.coerce(Timestamp.class))
            .convertFrom(DayToSecond::toDuration),
        difference);
    rightOnPostgres(
        "timestampDiff of raw types",
        DSL.timestampDiff((Field) LAST, (Field) FIRST)
            .convertFrom(diff -> ((DayToSecond) diff).toDuration()),
        difference);
    rightOnPostgres(
        "timestampDiff of a value",
        DSL.timestampDiff(val(Timestamp.from(T)), FIRST.coerce(Timestamp.class))
            .convertFrom(DayToSecond::toDuration),
        row -> Duration.between(row.first(), T));
    rightOnPostgres("add a day", FIRST.add(1), row -> row.first().plus(Duration.ofDays(1)));
    rightOnPostgres("subtract a day", FIRST.sub(1), row -> row.first().minus(Duration.ofDays(1)));
    rightOnPostgres(
        "add an interval",
        FIRST.add(DayToSecond.valueOf(Duration.ofMillis(1500))),
        row -> row.first().plusMillis(1500));
    rightOnPostgres(
        "timestampAdd",
        (Field<Instant>) DSL.timestampAdd((Field) FIRST, 2, DatePart.HOUR),
        row -> row.first().plus(Duration.ofHours(2)));
    if (database.isSqlite()) {
      refused("sub", FIRST.sub(LAST));
      refused("mul", FIRST.mul(2));
      refused("div", FIRST.div(2));
      refused("hours", DSL.timestampDiff(DatePart.HOUR, (Field) LAST, (Field) FIRST));
    } else {
      fails("sub", eachOf(FIRST.sub(LAST)));
      fails("mul", eachOf(FIRST.mul(2)));
    }
    allHold(database.isSqlite() ? 11 : 9);
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static LocalDate date(Instant instant) {
    return utc(instant).toLocalDate();
  }
}
