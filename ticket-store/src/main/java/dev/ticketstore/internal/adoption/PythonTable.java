package dev.ticketstore.internal.adoption;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.quotedName;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.ticketstore.InvalidInputException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jspecify.annotations.Nullable;

/** The table of the Python program, with the columns that it may have besides the program's. */
final class PythonTable {

  static final List<Field<?>> KNOWN =
      List.of(
          TICKETS.ID,
          TICKETS.VIOLATION_KEY,
          TICKETS.INVARIANT_NAME,
          TICKETS.STORE_ID,
          TICKETS.STATUS,
          TICKETS.HELD,
          TICKETS.BATCH_KEY,
          TICKETS.OCCURRENCE_COUNT,
          TICKETS.FIRST_SEEN_AT,
          TICKETS.LAST_SEEN_AT,
          TICKETS.RESOLVED_AT,
          TICKETS.MESSAGE,
          TICKETS.SEVERITY_NAME,
          TICKETS.DIAGNOSIS,
          TICKETS.METRIC_SNAPSHOT,
          TICKETS.CREATED_AT,
          TICKETS.UPDATED_AT);

  /** What the store's table would not have. */
  private static final Set<String> CONSTRAINTS =
      Set.of("check", "collate", "unique", "references", "foreign");

  /** Without affinity, as a blob of a table that is not strict. */
  private static final DataType<?> ANY = type(Object.class, "any");

  private static final String SUBJECT = "table `tickets`";

  private final Charset encoding;
  private final List<String> columns = new ArrayList<>();
  private final List<Field<?>> unknownColumns = new ArrayList<>();

  private PythonTable(Charset encoding) {
    this.encoding = encoding;
  }

  /**
   * Looks at the table, and refuses what the store's table cannot have.
   *
   * @throws InvalidInputException if it is not there, or lacks a column
   */
  static PythonTable in(DSLContext context, TargetSchema store, Findings findings) {
    String encoding = context.fetchSingle("pragma encoding").get(0, String.class);
    PythonTable found = new PythonTable(Charset.forName(encoding));
    Set<String> missing = KNOWN.stream().map(Field::getName).collect(Collectors.toSet());
    String sql = definition(context);
    List<TableColumn> columns =
        sql == null ? List.of() : TableColumn.of(context, TICKETS.getName());
    for (TableColumn column : columns) {
      if (missing.remove(column.lowerName())) {
        found.known(column, store, findings);
      } else {
        found.unknown(context, column, store, findings);
      }
    }
    if (missing.size() == KNOWN.size()) {
      throw refused("it has no table `tickets` of that program");
    }
    if (!missing.isEmpty()) {
      throw refused("its table `tickets` lacks the columns " + missing.stream().sorted().toList());
    }
    SqlWords.of(Objects.requireNonNull(sql)).stream()
        .filter(CONSTRAINTS::contains)
        .distinct()
        .forEach(
            word ->
                findings.refuse(
                    SUBJECT,
                    "its definition has " + word + ", which the store's table would lack"));
    return found;
  }

  private static @Nullable String definition(DSLContext context) {
    return context
        .select(field(name("sql"), String.class))
        .from(table(name("sqlite_master")))
        .where(
            field(
                "type = 'table' and lower(name) = {0}",
                Boolean.class, DSL.inline(TICKETS.getName())))
        .fetchOneInto(String.class);
  }

  private static InvalidInputException refused(String reason) {
    return new InvalidInputException(
        "file", "expected a database of the Python program, but " + reason);
  }

  private void known(TableColumn column, TargetSchema store, Findings findings) {
    columns.add(column.lowerName());
    String value = column.defaultValue();
    if (value != null
        && !value.equalsIgnoreCase("current_timestamp")
        && !value.equals(store.defaults().get(column.lowerName()))) {
      findings.refuse(
          subject(column.name()),
          "its default is " + value + ", which the store's table would lack");
    }
    boolean isId = column.lowerName().equals(TICKETS.ID.getName());
    boolean isIntegerKey = column.primaryKey() == 1 && column.type().equalsIgnoreCase("integer");
    if (isId ? !isIntegerKey : column.primaryKey() > 0) {
      findings.refuse(subject(column.name()), "expected `id integer` alone as the primary key");
    }
  }

  private void unknown(
      DSLContext context, TableColumn column, TargetSchema store, Findings findings) {
    columns.add(column.name());
    if (store.defaults().containsKey(column.lowerName())) {
      findings.refuse(subject(column.name()), "the store's table has a column of this name");
    } else if (column.hidden() > 0) {
      findings.refuse(subject(column.name()), "it is generated, which it would no longer be");
    }
    DataType<?> type = withDefault(type(context, column), column.defaultValue());
    unknownColumns.add(field(quotedName(column.name()), type.nullable(!column.notNull())));
  }

  private static <T> DataType<T> withDefault(DataType<T> type, @Nullable String value) {
    return value == null ? type : type.defaultValue(field(DSL.raw(value), type));
  }

  private static String subject(String column) {
    return "column `" + column + "` of `tickets`";
  }

  /** The type of a strict table with the declared affinity, if all values have it. */
  private static DataType<?> type(DSLContext context, TableColumn column) {
    String declared = column.type().toUpperCase(Locale.ROOT);
    DataType<?> strict = ANY;
    if (declared.contains("INT")) {
      strict = type(Long.class, "integer");
    } else if (Stream.of("CHAR", "CLOB", "TEXT").anyMatch(declared::contains)) {
      strict = type(String.class, "text");
    } else if (Stream.of("REAL", "FLOA", "DOUB").anyMatch(declared::contains)) {
      strict = type(Double.class, "real");
    }
    Field<?> values = field(quotedName(column.name()));
    boolean hasOthers =
        context.fetchExists(
            selectOne()
                .from(table(name(TICKETS.getName())))
                .where(StoredValue.storageClass(values).notIn(strict.getTypeName(), "null")));
    return hasOthers ? ANY : strict;
  }

  private static DataType<?> type(Class<?> type, String typeName) {
    return new DefaultDataType<>(SQLDialect.SQLITE, type, typeName);
  }

  /** The columns that the library does not know, with their types in the store's table. */
  List<Field<?>> unknownColumns() {
    return unknownColumns;
  }

  /** Adds to the store's table, which is empty, the columns that it lacks. */
  void addUnknownColumns(DSLContext context, Findings findings) {
    for (Field<?> column : unknownColumns) {
      try {
        context.alterTable(TICKETS).addColumn(column).execute();
      } catch (DataAccessException e) {
        findings.refuse(subject(column.getName()), e);
      }
    }
  }

  /** Reads all rows, in the order of the tickets that they become, the oldest of a ticket first. */
  void read(DSLContext context, Table<?> table, Consumer<PythonRow> rows) {
    Table<?> b = table.as("b");
    Field<Long> id = field(name("b", "id"), Long.class);
    Field<String> key = field(name("b", "violation_key"), String.class);
    Field<String> status = field(name("b", "status"), String.class);
    Table<?> survivors =
        DSL.select(key, min(id).as("survivor"))
            .from(b)
            .where(status.ne("resolved"))
            .groupBy(key)
            .having(count().gt(1))
            .asTable("s");
    Field<Long> ticketId =
        coalesce(survivors.field("survivor", Long.class), id).as("adopted_ticket_id");
    List<Field<?>> selected = new ArrayList<>(List.of(ticketId));
    for (String column : columns) {
      Field<?> plain = field(quotedName("b", column));
      selected.add(StoredValue.storageClass(plain));
      selected.add(StoredValue.content(plain));
    }
    try (Cursor<Record> cursor =
        context
            .select(selected)
            .from(b)
            .leftJoin(survivors)
            .on(survivors.field(0, String.class).eq(key).and(status.ne("resolved")))
            .orderBy(ticketId, id)
            .fetchLazy()) {
      for (Record record : cursor) {
        rows.accept(row(record));
      }
    }
  }

  private PythonRow row(Record record) {
    Map<String, StoredValue> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(
          columns.get(i),
          new StoredValue(record.get(2 * i + 1, String.class), record.get(2 * i + 2), encoding));
    }
    return new PythonRow(values, record.get(0, Long.class));
  }
}
