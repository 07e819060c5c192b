package dev.ticketstore.analytics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Durations as whole microseconds. */
final class Micros {

  static final long PER_SECOND = 1_000_000;

  private Micros() {}

  static @Nullable Duration duration(@Nullable Long micros) {
    return micros == null ? null : Duration.of(micros, ChronoUnit.MICROS);
  }

  /** None is 0. */
  static Duration total(@Nullable Number micros) {
    return Duration.of(micros == null ? 0 : micros.longValue(), ChronoUnit.MICROS);
  }

  static long of(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), PER_SECOND), duration.getNano() / 1_000);
  }

  /** The whole seconds of each value; a sum of microseconds would overflow SQLite's integers. */
  static Field<BigDecimal> sumOfSeconds(Field<Long> micros) {
    return DSL.sum(micros.div(DSL.inline(PER_SECOND)));
  }

  /** What {@link #sumOfSeconds} leaves out. */
  static Field<BigDecimal> sumOfRests(Field<Long> micros) {
    return DSL.sum(micros.mod(DSL.inline(PER_SECOND)));
  }

  /** The total out of both sums, or 0 of none. */
  static Duration total(Record row, Field<BigDecimal> seconds, Field<BigDecimal> rests) {
    return row.get(seconds) == null
        ? Duration.ZERO
        : Duration.ofSeconds(row.get(seconds).longValueExact())
            .plus(row.get(rests).longValueExact(), ChronoUnit.MICROS);
  }
}
