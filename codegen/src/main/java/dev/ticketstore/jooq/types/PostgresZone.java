package dev.ticketstore.jooq.types;

import static org.jooq.impl.DSL.inline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jooq.DataType;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** PostgreSQL knows time zones, from version 12 on also in {@code date_trunc}. */
final class PostgresZone {

  private final Field<Instant> instant;
  private final ZoneSteps steps;
  private final Field<?> zone;
  private final boolean fixed;

  PostgresZone(Field<Instant> instant, ZoneId zone, ZoneSteps steps) {
    this.instant = instant;
    this.steps = steps;
    this.fixed = zone.getRules().isFixedOffset();
    this.zone = fixed ? interval(zone.getRules().getOffset(Instant.EPOCH)) : inline(name(zone));
  }

  /** The sign of an offset in a name would be that of POSIX, which is the other one. */
  private static Field<?> interval(ZoneOffset offset) {
    return DSL.field("cast({0} as interval)", inline(offset.getTotalSeconds() + " seconds"));
  }

  /** CET is an abbreviation without daylight saving; a colon makes a zone of it, as in POSIX. */
  private static String name(ZoneId zone) {
    return zone.getId().contains("/") ? zone.getId() : ":" + zone.getId();
  }

  /** The local time within a template. */
  <T> Field<T> local(String template, DataType<T> type) {
    return DSL.field(template, type, DSL.field("({0} at time zone {1})", instant, zone));
  }

  Field<Instant> hour() {
    return unlessOdd(truncated(DatePart.HOUR), steps.oddHours());
  }

  Field<Instant> start(DatePart unit) {
    return unlessOdd(truncated(unit), steps.postgresOddStarts(unit));
  }

  private Field<Instant> truncated(DatePart unit) {
    return DSL.field(
        fixed
            ? "(date_trunc({0}, {1} at time zone {2}) at time zone {2})"
            : "date_trunc({0}, {1}, {2})",
        InstantBinding.TYPE,
        inline(unit.toSQL()),
        instant,
        zone);
  }

  private Field<Instant> unlessOdd(Field<Instant> start, Steps<Instant> odd) {
    return Steps.orElse(odd, moment -> instant.lt(inline(moment, InstantBinding.TYPE)), start);
  }
}
