package dev.ticketstore.internal.adoption;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.table;

import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or view, as SQLite describes it. The types are given: for a column that is
 * null in the first row the driver reports another type.
 *
 * @param type as declared; empty for none
 * @param defaultValue the SQL of it, without the parentheses around an expression
 * @param primaryKey the place in the primary key, from 1; 0 for none
 * @param hidden above 0 for a generated column, and one that a virtual table hides
 */
record TableColumn(
    String name,
    String type,
    boolean notNull,
    @Nullable String defaultValue,
    int primaryKey,
    int hidden) {

  private static final Field<String> NAME = field(DSL.name("name"), String.class);
  private static final Field<String> TYPE = field(DSL.name("type"), String.class);
  private static final Field<Boolean> NOT_NULL = field("\"notnull\"", Boolean.class);
  private static final Field<String> DEFAULT = field(DSL.name("dflt_value"), String.class);
  private static final Field<Integer> PRIMARY_KEY = field(DSL.name("pk"), Integer.class);
  private static final Field<Integer> HIDDEN = field(DSL.name("hidden"), Integer.class);

  /** The columns of a table or view, in order; none if there is no such table. */
  static List<TableColumn> of(DSLContext context, String table) {
    return context
        .select(NAME, TYPE, NOT_NULL, DEFAULT, PRIMARY_KEY, HIDDEN)
        .from(table("pragma_table_xinfo({0})", inline(table)))
        .fetch(
            column ->
                new TableColumn(
                    column.get(NAME),
                    column.get(TYPE),
                    column.get(NOT_NULL),
                    column.get(DEFAULT),
                    column.get(PRIMARY_KEY),
                    column.get(HIDDEN)));
  }

  String lowerName() {
    return name.toLowerCase(Locale.ROOT);
  }
}
