package dev.ticketstore.jooq.types;

import static java.util.stream.Collectors.toMap;

import dev.ticketstore.model.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Expressions over the generated columns that mean the same on SQLite and on PostgreSQL, where
 * jOOQ's own differ or lose digits. They need no {@link PortableQueries}, and all are null for a
 * null operand.
 */
public final class PortableFunctions {

  /** An ISO date out of the text of an instant; every stored instant is UTC. */
  static final String SQLITE_DATE = "substr({0}, 1, 10)";

  private static final String MIDNIGHT = "T00:00:00.000000Z'";

  private PortableFunctions() {}

  /**
   * The time of the database: the start of the transaction on PostgreSQL, and on SQLite the start
   * of the statement, in milliseconds.
   */
  public static Field<Instant> now() {
    return new DialectField<>(
        "now",
        InstantBinding.TYPE,
        "(strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')",
        "current_timestamp");
  }

  /**
   * A bind value, comparable with every generated column of instants. A finer fraction than a
   * microsecond is cut off.
   *
   * @throws IllegalArgumentException when it is rendered, outside the years 0001 to 9999
   */
  public static Field<Instant> at(Instant instant) {
    return DSL.val(instant, InstantBinding.TYPE);
  }

  /**
   * How many microseconds {@code end} is after {@code start}, exactly; negative if it is before.
   * Each operand is rendered more than once.
   */
  public static Field<Long> microsBetween(Field<Instant> start, Field<Instant> end) {
    return new DialectField<>(
        "micros_between",
        SQLDataType.BIGINT,
        "(" + sqliteMicros("{1}") + " - " + sqliteMicros("{0}") + ")",
        "cast(round(extract(epoch from ({1} - {0})) * 1000000) as bigint)",
        start,
        end);
  }

  /** SQLite's own time functions know milliseconds only. */
  private static String sqliteMicros(String instant) {
    return ("(cast(strftime('%s', substr({x}, 1, 19)) as integer) * 1000000"
            + " + cast(substr(rtrim(substr({x}, 21), 'Z') || '000000', 1, 6) as integer))")
        .replace("{x}", instant);
  }

  /**
   * The beginning of the hour, day, week (ISO, from Monday) or month that an instant is in, in UTC.
   *
   * @throws IllegalArgumentException for any other unit
   */
  public static Field<Instant> truncate(Field<Instant> field, DatePart unit) {
    String sqlite =
        switch (unit) {
          case HOUR -> "(substr({0}, 1, 10) || 'T' || substr({0}, 12, 2) || ':00:00.000000Z')";
          case DAY -> "(" + SQLITE_DATE + " || '" + MIDNIGHT + ")";
          case WEEK -> "(date(" + SQLITE_DATE + ", '-6 days', 'weekday 1') || '" + MIDNIGHT + ")";
          case MONTH -> "(substr({0}, 1, 7) || '-01" + MIDNIGHT + ")";
          default -> throw unknown(unit);
        };
    String postgres =
        "(date_trunc('" + unit.toSQL() + "', {0} at time zone 'UTC') at time zone 'UTC')";
    return new DialectField<>("truncate", InstantBinding.TYPE, sqlite, postgres, field);
  }

  static IllegalArgumentException unknown(DatePart unit) {
    return new IllegalArgumentException("Expected HOUR, DAY, WEEK or MONTH, not " + unit);
  }

  /**
   * The beginning of the hour, day, week (ISO, from Monday) or month that an instant is in, on the
   * clocks and calendars of a time zone.
   *
   * <p>Days begin as {@link LocalDate#atStartOfDay(ZoneId)} says: after a gap at midnight, and at
   * the earlier of two midnights. Hours are those of {@link java.time.ZonedDateTime#truncatedTo}:
   * the hour that clocks show twice is two hours. On SQLite this holds for the years 1970 to 2099;
   * before and after them it takes the offsets at their ends. The operand is rendered more than
   * once, within up to 100,000 characters on SQLite. A fixed offset and UTC are cheap.
   *
   * @throws IllegalArgumentException for any other unit, or for a zone that PostgreSQL cannot know
   *     ({@code SystemV/...}); one that is too new for a server fails there, by its name
   */
  public static Field<Instant> truncate(Field<Instant> field, DatePart unit, ZoneId zone) {
    ZonedInstants zoned = new ZonedInstants(field, zone);
    return zoned.isUtc(unit) ? truncate(field, unit) : zoned.truncate(unit);
  }

  /** The date of an instant in a time zone; for which years, see {@link #truncate}. */
  public static Field<LocalDate> localDate(Field<Instant> field, ZoneId zone) {
    return new ZonedInstants(field, zone).localDate();
  }

  /** The hour of the day in a time zone, 0 to 23; for which years, see {@link #truncate}. */
  public static Field<Integer> hourOfDay(Field<Instant> field, ZoneId zone) {
    return new ZonedInstants(field, zone).hourOfDay();
  }

  /**
   * The day of the week in a time zone, from 1, which is Monday, to 7; for which years, see {@link
   * #truncate}.
   */
  public static Field<Integer> dayOfWeek(Field<Instant> field, ZoneId zone) {
    return new ZonedInstants(field, zone).dayOfWeek();
  }

  /**
   * A document as JSON within {@code jsonObject}, {@code jsonArray} and their aggregates, where
   * SQLite would make a string of it.
   */
  public static Field<JSONB> json(Field<JSONB> field) {
    return new DialectField<>("json", JsonBinding.TYPE, "json({0})", "{0}", field);
  }

  /**
   * The value at or below which a share of the values lies, as an aggregate: the one of rank {@code
   * ceil(p * count)}, which is exact, and that of {@code percentile_disc} on PostgreSQL. Null is
   * not counted, and the percentile of no values is null.
   *
   * <p>Several in one statement sort once: of a million values in 20 groups four took 1.4 s on
   * PostgreSQL and 4.3 s on SQLite, and by {@code row_number} 4.2 s and 13 s. SQLite keeps the
   * values of a group in memory, and renders the operand several times. It takes a third of the
   * time for a large group whose values come in order, as those of a materialized table expression
   * with an {@code order by} do: 2.7 of 8.4 s for a million.
   *
   * @param p above 0, and at most 1, which is the maximum
   * @throws IllegalArgumentException for any other
   */
  public static Field<Long> percentile(Field<Long> field, double p) {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException("Expected a share above 0 and at most 1, not " + p);
    }
    // SQLite's own percentile_disc has another rank, and reals for values.
    return new DialectField<>(
        "percentile",
        SQLDataType.BIGINT,
        ("(json_group_array({0} order by {0}) filter (where {0} is not null)"
                + " ->> (cast(rank as integer) + (rank > cast(rank as integer)) - 1))")
            .replace("rank", "({1} * count({0}))"),
        "percentile_disc({1}) within group (order by {0})",
        field,
        DSL.inline(p));
  }

  /** A text that sorts and compares by code points, whatever the locale of the database. */
  public static Field<String> byCodePoints(Field<String> field) {
    return new DialectField<>(
        "by_code_points", SQLDataType.CLOB, "{0}", "({0} collate \"C\")", field);
  }

  /** The rank of a severity as a number, from 1, info, to 3, critical. */
  public static Field<Integer> severityRank(Field<Severity> severity) {
    if (severity.getConverter().fromType() == Integer.class) {
      return DSL.field("{0}", SQLDataType.INTEGER, severity);
    }
    Field<String> name = severity.coerce(String.class);
    Map<String, Integer> ranks =
        Arrays.stream(Severity.values()).collect(toMap(Severity::literal, Severity::rank));
    return DSL.case_(name).mapValues(ranks);
  }

  /**
   * An attribute of a JSON object as text: a string without its quotes, another value as JSON. Null
   * if the object does not have it, or has JSON's null.
   *
   * @throws UnportableExpressionException for a name that begins with {@code $}, a path on SQLite
   */
  public static Field<String> jsonText(Field<JSONB> object, String name) {
    return SqliteJson.asText(object, DSL.inline(name));
  }

  /**
   * An attribute of a JSON object as a number, with the 15 digits or more of a double. Null if the
   * object does not have it, if it is no number, such as a string of digits, or if no double is as
   * large. A number too small for a double is 0.
   *
   * @throws UnportableExpressionException for a name that begins with {@code $}, a path on SQLite
   */
  public static Field<Double> jsonNumber(Field<JSONB> object, String name) {
    Field<String> key = DSL.inline(name);
    SqliteJson.refusePath(key);
    return new DialectField<>(
        "json_number",
        SQLDataType.DOUBLE,
        jsonNumber("json_type({0} -> {1}) in ('integer', 'real')", "cast({0} ->> {1} as real)"),
        jsonNumber("jsonb_typeof({0} -> {1}) = 'number'", "cast({0} ->> {1} as numeric)"),
        object,
        key);
  }

  private static String jsonNumber(String isNumber, String number) {
    return ("(case when not (IF) then null when abs(N) < 2.2250738585072014e-308 then 0.0"
            + " when abs(N) <= 1.7976931348623157e308 then cast(N as double precision) end)")
        .replace("IF", isNumber)
        .replace("N", number);
  }
}
