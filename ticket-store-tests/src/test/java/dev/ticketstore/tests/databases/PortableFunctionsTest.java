package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.jooq.types.PortableFunctions.at;
import static dev.ticketstore.jooq.types.PortableFunctions.microsBetween;
import static dev.ticketstore.jooq.types.PortableFunctions.now;
import static dev.ticketstore.jooq.types.PortableFunctions.truncate;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** The helpers, which are right without the listener too. */
class PortableFunctionsTest extends ExpressionMatrix {

  private static final Field<Instant> FIRST = TICKETS.FIRST_SEEN_AT;
  private static final Field<Instant> LAST = TICKETS.LAST_SEEN_AT;
  private static final Field<Instant> RESOLVED = TICKETS.RESOLVED_AT;
  private static final Instant T = Instant.parse("2026-01-24T23:59:59.9Z");
  private static final Instant NANOS = T.plusNanos(999);

  @Test
  void helpers() {
    alsoWithoutListener();
    holds("gt now", RESOLVED.gt(now()), row -> row.id() == 5);
    holds("lt at", FIRST.lt(greatest(at(NANOS), FIRST)), row -> row.first().isBefore(T));
    right("at", at(NANOS), row -> T);
    right("microsBetween", microsBetween(FIRST, LAST), row -> micros(row.first(), row.last()));
    right(
        "microsBetween backwards",
        microsBetween(LAST, FIRST),
        row -> micros(row.last(), row.first()));
    right(
        "microsBetween to null",
        microsBetween(FIRST, RESOLVED),
        row -> row.resolved() == null ? null : micros(row.first(), row.resolved()));
    right(
        "microsBetween of a value", microsBetween(at(NANOS), FIRST), row -> micros(T, row.first()));
    holds(
        "microsBetween gt",
        microsBetween(FIRST, LAST).gt(1L),
        row -> micros(row.first(), row.last()) > 1);
    right(
        "sum",
        select(DSL.sum(microsBetween(FIRST, FIRST))).from(TICKETS),
        List.of(BigDecimal.ZERO));
    for (DatePart unit : List.of(DatePart.HOUR, DatePart.DAY, DatePart.WEEK, DatePart.MONTH)) {
      right("truncate to " + unit, truncate(FIRST, unit), row -> truncated(row.first(), unit));
      right("truncate last to " + unit, truncate(LAST, unit), row -> truncated(row.last(), unit));
      right(
          "truncate null to " + unit,
          truncate(RESOLVED, unit),
          row -> row.resolved() == null ? null : truncated(row.resolved(), unit));
    }
    right("truncate a value", truncate(val(T), DatePart.DAY), row -> truncated(T, DatePart.DAY));
    allHold(22);
  }

  /** Another program may store an instant in a form of its own; PostgreSQL has but one. */
  @Test
  void helpersReadEachStoredForm() {
    Instant later = T.plus(Duration.ofDays(7));
    database.execute("update tickets set last_seen_at = '2026-01-31 23:59:59.9' where id = 2");
    database.execute("update tickets set last_seen_at = '2026-01-25T00:00:01' where id = 1");
    alsoWithoutListener();
    right(
        "microsBetween",
        select(microsBetween(at(T.minusSeconds(1)), LAST))
            .from(TICKETS)
            .where(TICKETS.ID.le(2L))
            .orderBy(TICKETS.ID),
        List.of(2_100_000L, micros(T.minusSeconds(1), later)));
    for (DatePart unit : List.of(DatePart.HOUR, DatePart.DAY, DatePart.WEEK, DatePart.MONTH)) {
      right(
          "truncate to " + unit,
          select(truncate(LAST, unit)).from(TICKETS).where(TICKETS.ID.eq(2L)),
          List.of(truncated(later, unit)));
    }
    allHold(5);
  }

  static Instant truncated(Instant instant, DatePart unit) {
    return switch (unit) {
      case HOUR -> instant.truncatedTo(ChronoUnit.HOURS);
      case DAY -> instant.truncatedTo(ChronoUnit.DAYS);
      case WEEK -> midnight(date(instant).minusDays(date(instant).getDayOfWeek().getValue() - 1));
      case MONTH -> midnight(date(instant).withDayOfMonth(1));
      default -> throw new AssertionError(unit);
    };
  }

  private static long micros(Instant start, Instant end) {
    Duration between = Duration.between(start, end);
    return between.getSeconds() * 1_000_000 + between.getNano() / 1_000;
  }

  private static Instant midnight(LocalDate date) {
    return date.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
