package dev.ticketstore.cli.export;

import dev.ticketstore.jooq.DefaultSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Named;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Columns and rows of a table or view, for an export.
 *
 * @param table of the generated schema
 * @param columns in the order of the export
 * @param condition of the rows
 */
public record View(Table<?> table, List<Field<?>> columns, Condition condition) {

  /** The names of all, for help texts. */
  public static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(tables().map(Named::getName).toList());
    }
  }

  private static Stream<Table<?>> tables() {
    return DefaultSchema.DEFAULT_SCHEMA.tableStream();
  }

  /**
   * All columns and rows of a table or view.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static View named(String name) {
    Table<?> table = named(name, "view", tables().toList());
    return new View(table, List.of(table.fields()), DSL.noCondition());
  }

  /**
   * The same with these columns only.
   *
   * @throws IllegalArgumentException if there is none of a name, or one is named twice
   */
  public View select(List<String> names) {
    List<Field<?>> selected = new ArrayList<>();
    for (String name : names) {
      Field<?> column = column(table, name);
      if (selected.contains(column)) {
        throw new IllegalArgumentException("the column '" + name + "' is named twice");
      }
      selected.add(column);
    }
    return new View(table, List.copyOf(selected), condition);
  }

  /**
   * The same with the rows only for which a comparison such as {@code held=true} holds too.
   *
   * @throws IllegalArgumentException if it is none, or does not fit the table
   */
  public View where(String comparison) {
    return new View(table, columns, condition.and(Comparison.parse(comparison).on(table)));
  }

  /** The query for its rows. */
  public Select<? extends Record> query() {
    return DSL.select(columns).from(table).where(condition);
  }

  static Field<?> column(Table<?> table, String name) {
    return named(name, "column of " + table.getName(), List.of(table.fields()));
  }

  private static <T extends Named> T named(String name, String what, List<T> all) {
    return all.stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a "
                        + what
                        + ", one of "
                        + all.stream().map(Named::getName).collect(Collectors.joining(", "))
                        + ", not '"
                        + name
                        + "'"));
  }
}
