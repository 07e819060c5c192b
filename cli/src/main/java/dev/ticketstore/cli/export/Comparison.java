package dev.ticketstore.cli.export;

import dev.ticketstore.cli.input.IsoInstant;
import dev.ticketstore.model.Literal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Comparator;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * A filter of {@code --where}, such as {@code severity>=warning}.
 *
 * @param text as it was given
 * @param column its name
 * @param operator between column and value
 * @param value after it
 */
record Comparison(String text, String column, Comparator operator, String value) {

  private static final Map<String, Comparator> OPERATORS =
      Map.of(
          "=", Comparator.EQUALS,
          "!=", Comparator.NOT_EQUALS,
          "<", Comparator.LESS,
          "<=", Comparator.LESS_OR_EQUAL,
          ">", Comparator.GREATER,
          ">=", Comparator.GREATER_OR_EQUAL);

  private static final Pattern FORM = Pattern.compile("(\\w+)(!=|<=|>=|=|<|>)(.*)", Pattern.DOTALL);

  private static final String NULL = "null";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Comparison parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected COLUMN=VALUE, or !=, <, <=, > or >= in between, not '" + text + "'");
    }
    return new Comparison(
        text, form.group(1), Objects.requireNonNull(OPERATORS.get(form.group(2))), form.group(3));
  }

  /**
   * The condition on a column of the table.
   *
   * @throws IllegalArgumentException if the table has no such column, or the column no such value
   */
  Condition on(Table<?> table) {
    return on(table, View.column(table, column));
  }

  private <T> Condition on(Table<?> table, Field<T> field) {
    boolean equality = operator == Comparator.EQUALS || operator == Comparator.NOT_EQUALS;
    if (value.equals(NULL)) {
      requireThat(equality, "null has no order");
      return operator == Comparator.EQUALS ? field.isNull() : field.isNotNull();
    }
    return (equality ? field : ordered(table, field)).compare(operator, read(field));
  }

  /** The column that sorts as the values do: of a severity its rank. */
  @SuppressWarnings("unchecked")
  private <T> Field<T> ordered(Table<?> table, Field<T> field) {
    if (!field.getType().isEnum()) {
      return field;
    }
    return (Field<T>)
        table
            .fieldStream()
            .filter(each -> each.getType() == field.getType())
            .filter(each -> Number.class.isAssignableFrom(each.getConverter().fromType()))
            .findFirst()
            .orElseThrow(() -> meaningless(column + " has no order"));
  }

  private void requireThat(boolean possible, String otherwise) {
    if (!possible) {
      throw meaningless(otherwise);
    }
  }

  private IllegalArgumentException meaningless(String why) {
    return new IllegalArgumentException(why + ", so '" + text + "' has no meaning");
  }

  private <T> T read(Field<T> field) {
    Class<T> type = field.getType();
    if (type.isEnum()) {
      return constant(type);
    }
    if (type == Boolean.class) {
      if (!value.equals("true") && !value.equals("false")) {
        throw refused("true or false", null);
      }
      return type.cast(Boolean.valueOf(value));
    }
    if (type == Instant.class) {
      return parsed(type, IsoInstant::parse, IsoInstant.EXPECTED);
    }
    if (type == Long.class) {
      return parsed(type, Long::valueOf, "a whole number");
    }
    if (type == Integer.class) {
      return parsed(type, Integer::valueOf, "a whole number");
    }
    if (type == Double.class) {
      return parsed(type, Double::valueOf, "a number");
    }
    if (type == BigDecimal.class) {
      return parsed(type, BigDecimal::new, "a number");
    }
    requireThat(type == String.class, column + " is compared with null only");
    return type.cast(value);
  }

  private IllegalArgumentException refused(String expected, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        column + ": expected " + expected + ", not '" + value + "'", cause);
  }

  private <T> T parsed(Class<T> type, Function<String, ?> parser, String expected) {
    try {
      return type.cast(parser.apply(value));
    } catch (IllegalArgumentException e) {
      throw refused(expected, e);
    }
  }

  private <T> T constant(Class<T> type) {
    List<T> constants = List.of(type.getEnumConstants());
    return constants.stream()
        .filter(each -> literal(each).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "one of "
                        + constants.stream()
                            .map(Comparison::literal)
                            .collect(Collectors.joining(", ")),
                    null));
  }

  private static String literal(Object constant) {
    return ((Literal) constant).literal();
  }
}
