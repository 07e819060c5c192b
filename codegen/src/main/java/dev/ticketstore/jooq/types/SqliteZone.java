package dev.ticketstore.jooq.types;

import static org.jooq.impl.DSL.inline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** SQLite knows no time zones: it gets the offsets that java.time has for one. */
final class SqliteZone {

  private static final DataType<String> TEXT = SQLDataType.CLOB;
  private static final String TIMESTAMP = "%Y-%m-%dT%H:%M:%S.000000Z";
  private static final int UP_TO_SECONDS = 19;

  private final Field<String> stored;
  private final ZoneSteps steps;

  SqliteZone(Field<Instant> instant, ZoneSteps steps) {
    this.stored = DSL.field("{0}", TEXT, instant);
    this.steps = steps;
  }

  /** A part of the local time, formatted as by {@code strftime}, within a template. */
  <T> Field<T> local(String template, DataType<T> type, String format) {
    if (steps.isUtc()) {
      return DSL.field(template, type, strftime(TEXT, format, seconds(stored)));
    }
    Steps<Integer> offsets = steps.offsets();
    return DSL.field(
        template,
        type,
        withT(
            offsets.isConstant(),
            text -> strftime(TEXT, format, seconds(text), shift(text, offsets, 1))));
  }

  /** The beginning of the day, week or month. */
  Field<Instant> start(DatePart unit) {
    Steps<Integer> offsets = steps.offsets();
    Steps<Integer> startOffsets = steps.startOffsets(unit);
    List<Field<String>> toStart =
        switch (unit) {
          case WEEK -> List.of(inline("-6 days"), inline("weekday 1"), inline("start of day"));
          case MONTH -> List.of(inline("start of month"));
          default -> List.of(inline("start of day"));
        };
    return withT(
        offsets.isConstant(),
        text -> {
          List<Field<?>> modifiers = new ArrayList<>();
          modifiers.add(shift(text, offsets, 1));
          modifiers.addAll(toStart);
          modifiers.add(shift(text, startOffsets, -1));
          return strftime(
              InstantBinding.TYPE, TIMESTAMP, seconds(text), modifiers.toArray(Field<?>[]::new));
        });
  }

  /** The beginning of the hour. */
  Field<Instant> hour() {
    Steps<Integer> minutes = steps.minutes();
    Steps<Instant> odd = steps.oddHours();
    return withT(
        minutes.isConstant() && odd.isConstant(),
        text -> {
          Field<String> hour =
              strftime(TEXT, "%Y-%m-%dT%H:00:00", seconds(text), shift(text, minutes, 1));
          Field<Instant> start =
              strftime(InstantBinding.TYPE, TIMESTAMP, hour, shift(text, minutes, -1));
          return Steps.orElse(odd, moment -> isBefore(text, moment), start);
        });
  }

  /**
   * Compares the stored text with moments as it is, if it has a {@code T}; another program may have
   * written a blank, and replacing it in each would take three times as long.
   */
  private <T> Field<T> withT(
      boolean comparesNothing, Function<Field<String>, Field<T>> expression) {
    return comparesNothing
        ? expression.apply(stored)
        : DSL.when(
                DSL.function("substr", TEXT, stored, inline(11), inline(1)).eq(inline("T")),
                expression.apply(stored))
            .otherwise(
                expression.apply(DSL.function("replace", TEXT, stored, inline(" "), inline("T"))));
  }

  private static Field<String> shift(Field<String> text, Steps<Integer> seconds, int sign) {
    return seconds.field(
        moment -> isBefore(text, moment), each -> inline(sign * each + " seconds"));
  }

  /** A text without a fraction is the least of its second. */
  private static Condition isBefore(Field<String> text, Instant moment) {
    return text.lt(inline(InstantText.format(moment).substring(0, UP_TO_SECONDS)));
  }

  private static Field<String> seconds(Field<String> text) {
    return DSL.function("substr", TEXT, text, inline(1), inline(UP_TO_SECONDS));
  }

  private static <T> Field<T> strftime(
      DataType<T> type, String format, Field<String> time, Field<?>... modifiers) {
    List<Field<?>> arguments = new ArrayList<>(List.of(inline(format), time));
    arguments.addAll(Arrays.asList(modifiers));
    return DSL.function("strftime", type, arguments.toArray(Field<?>[]::new));
  }
}
