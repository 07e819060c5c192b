package dev.ticketstore.jooq.types;

import java.time.Instant;
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
          default ->
              throw new IllegalArgumentException("Expected HOUR, DAY, WEEK or MONTH, not " + unit);
        };
    String postgres =
        "(date_trunc('" + unit.toSQL() + "', {0} at time zone 'UTC') at time zone 'UTC')";
    return new DialectField<>("truncate", InstantBinding.TYPE, sqlite, postgres, field);
  }

  /**
   * A document as JSON within {@code jsonObject}, {@code jsonArray} and their aggregates, where
   * SQLite would make a string of it.
   */
  public static Field<JSONB> json(Field<JSONB> field) {
    return new DialectField<>("json", JsonBinding.TYPE, "json({0})", "{0}", field);
  }
}
