package dev.ticketstore.jooq.types;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A value that changes at known moments. In SQL a {@code case} that halves them each time. */
final class Steps<V> {

  private final NavigableMap<Instant, @Nullable V> steps = new TreeMap<>();

  /** The value before the first step. */
  Steps(@Nullable V first) {
    steps.put(Instant.MIN, first);
  }

  /** The value from a moment to the next step. */
  void from(Instant moment, @Nullable V value) {
    steps.put(moment, value);
  }

  /** The value at a moment. */
  V at(Instant moment) {
    return Objects.requireNonNull(steps.floorEntry(moment)).getValue();
  }

  /** The steps of a value derived from this one. */
  <W> Steps<W> map(Function<V, @Nullable W> function) {
    Steps<W> mapped = new Steps<>(function.apply(steps.firstEntry().getValue()));
    steps.forEach((moment, value) -> mapped.from(moment, function.apply(value)));
    return mapped;
  }

  /** Whether it never changes. */
  boolean isConstant() {
    return changes().size() == 1;
  }

  /**
   * The value at the instant of a row.
   *
   * @param isBefore whether that instant is before a moment
   */
  <T> Field<T> field(Function<Instant, Condition> isBefore, Function<V, Field<T>> value) {
    return field(changes(), isBefore, value);
  }

  private static <V, T> Field<T> field(
      List<Map.Entry<Instant, @Nullable V>> changes,
      Function<Instant, Condition> isBefore,
      Function<V, Field<T>> value) {
    int half = changes.size() / 2;
    if (half == 0) {
      return value.apply(changes.get(0).getValue());
    }
    return DSL.when(
            isBefore.apply(changes.get(half).getKey()),
            field(changes.subList(0, half), isBefore, value))
        .otherwise(field(changes.subList(half, changes.size()), isBefore, value));
  }

  /** The instant that the steps have for that of a row, or another one where they have null. */
  static Field<Instant> orElse(
      Steps<Instant> steps, Function<Instant, Condition> isBefore, Field<Instant> otherwise) {
    if (steps.isConstant()) {
      return otherwise;
    }
    Field<Instant> found = steps.field(isBefore, each -> DSL.inline(each, InstantBinding.TYPE));
    return DSL.coalesce(found, otherwise);
  }

  /** The steps without those that change nothing. */
  private List<Map.Entry<Instant, @Nullable V>> changes() {
    return steps.entrySet().stream()
        .filter(
            step -> {
              Map.Entry<Instant, @Nullable V> before = steps.lowerEntry(step.getKey());
              return before == null || !Objects.equals(before.getValue(), step.getValue());
            })
        .toList();
  }
}
