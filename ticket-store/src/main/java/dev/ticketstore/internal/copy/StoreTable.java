package dev.ticketstore.internal.copy;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.internal.database.CompiledStatement;
import dev.ticketstore.internal.database.JsonInput;
import dev.ticketstore.internal.database.UnreadableValues;
import dev.ticketstore.jooq.Tables;
import dev.ticketstore.jooq.types.UnreadableValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A table of a store. */
final class StoreTable<K> {

  static final StoreTable<Long> TICKETS = of("tickets", Tables.TICKETS.ID);

  /** In the order of a checksum, in which each row comes after those that it refers to. */
  static final List<StoreTable<?>> ALL =
      List.of(
          TICKETS,
          of("absorbed tickets", Tables.ABSORBED_TICKETS.ID),
          of("history", Tables.TICKET_EVENTS.ID),
          of("observation ids", Tables.OBSERVATION_IDS.OBSERVATION_ID),
          of("check cycles", Tables.CHECK_CYCLES.ID),
          of("purged keys", Tables.PURGED_KEYS.VIOLATION_KEY),
          of("listeners", Tables.CHANGE_LISTENERS.NAME));

  private static final String ROWS_BIND = "rows";

  /** Rows of a statement, and of a transaction. */
  private static final int PAGE = 1_000;

  private final String words;
  private final TableField<?, K> key;

  /** All but what the database generates. */
  private final List<Field<?>> columns;

  private final CompiledStatement insert;

  private StoreTable(
      String words, TableField<?, K> key, List<Field<?>> columns, CompiledStatement insert) {
    this.words = words;
    this.key = key;
    this.columns = columns;
    this.insert = insert;
  }

  private static <K> StoreTable<K> of(String words, TableField<?, K> key) {
    Table<?> table = table(key);
    List<Field<?>> columns =
        Arrays.<Field<?>>stream(table.fields())
            .filter(column -> !column.equals(Tables.TICKETS.SEVERITY))
            .toList();
    return new StoreTable<>(
        words,
        key,
        columns,
        new CompiledStatement(
            dialect ->
                DSL.insertInto(table)
                    .columns(columns)
                    .select(JsonInput.table(dialect, columns, ROWS_BIND))));
  }

  /** What its rows are, for a message. */
  String words() {
    return words;
  }

  /** In whose order its rows are read and written. */
  TableField<?, K> key() {
    return key;
  }

  private static Table<?> table(TableField<?, ?> key) {
    return Objects.requireNonNull(key.getTable());
  }

  /** The key of a row that was read. */
  K key(List<? extends @Nullable Object> row) {
    return key.getType().cast(row.get(columns.indexOf(key)));
  }

  /** The exception for a document of a row that was read. */
  DatabaseException unreadable(
      List<? extends @Nullable Object> row, int column, JSONB document, Exception cause) {
    return UnreadableValues.in(
        (TableField<?, ?>) columns.get(column),
        key(row),
        new UnreadableValueException(JSONB.class, document.data(), cause));
  }

  /**
   * Reads rows in the order of keys, a page at a time.
   *
   * @param consumer is given the values of the columns of each row, as {@link JsonInput} takes them
   */
  void read(DSLContext context, Condition rows, Consumer<List<List<@Nullable Object>>> consumer) {
    Condition rest = rows;
    while (true) {
      List<List<@Nullable Object>> page =
          context
              .select(columns)
              .from(table(key))
              .where(rest)
              .orderBy(key)
              .limit(PAGE)
              .fetch(StoreTable::values);
      if (!page.isEmpty()) {
        consumer.accept(page);
      }
      if (page.size() < PAGE) {
        return;
      }
      rest = rows.and(key.gt(key(page.get(PAGE - 1))));
    }
  }

  private static List<@Nullable Object> values(Record row) {
    List<@Nullable Object> values = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      values.add(JsonInput.value(row.get(i)));
    }
    return values;
  }

  /** Writes a page by one statement. */
  void write(DSLContext context, List<List<@Nullable Object>> page) {
    insert.execute(context, Map.of(ROWS_BIND, JsonInput.write(page)));
  }
}
