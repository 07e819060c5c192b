package dev.ticketstore.internal.database;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ticketstore.jooq.types.InstantText;
import dev.ticketstore.model.Literal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.SelectSelectStep;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the input of a statement: any number as one JSON array of arrays, which is one bind
 * whatever the size, or a single one as a bind for each column. Values are texts, numbers and
 * nulls; in JSON also booleans and documents.
 */
public final class JsonInput {

  private static final Field<JSONB> ELEMENT = field(name("j", "value"), JSONB.class);

  private static final Field<String> ROWS = field(name("rows"), String.class);

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonInput() {}

  /** Rows of {@link #write}, bound by a name, as a table with these columns, in order. */
  public static Select<Record> table(
      Dialect dialect, List<? extends Field<?>> columns, String bind) {
    return table(dialect, columns, CompiledStatement.bind(bind, ROWS));
  }

  private static Select<Record> table(
      Dialect dialect, List<? extends Field<?>> columns, Field<String> rows) {
    List<SelectField<?>> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Field<?> column = columns.get(i);
      fields.add(typed(dialect, element(i), column).as(column.getName()));
    }
    return select(fields).from(dialect.jsonElements(rows).as("j"));
  }

  /** jOOQ's own function would make SQLite put the path together for each row. */
  private static Field<String> element(int index) {
    return DSL.field("({0} ->> {1})", String.class, ELEMENT, inline(index));
  }

  private static <T> Field<T> typed(Dialect dialect, Field<String> text, Field<T> column) {
    return column.getType() == Long.class ? text.cast(column) : dialect.fromText(text, column);
  }

  /** One row as a table with these columns, which are binds in this order. */
  public static SelectSelectStep<Record> single(List<? extends Field<?>> columns) {
    return select(
        columns.stream()
            .map(column -> CompiledStatement.bind(column).as(column.getName()))
            .toList());
  }

  public static String write(Collection<? extends List<? extends @Nullable Object>> rows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartArray();
      for (List<?> row : rows) {
        json.writeStartArray();
        for (Object value : row) {
          write(json, value);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof JSONB document) {
      json.writeString(document.data());
    } else {
      json.writeString((String) value);
    }
  }

  /** What {@link #write} takes for a value of a generated column. */
  public static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return InstantText.format(instant);
    }
    return value instanceof Literal literal ? literal.literal() : value;
  }

  /** Rows of one value each. */
  public static String writeColumn(Collection<?> values) {
    return write(values.stream().map(List::of).toList());
  }

  /** Values of {@link #writeColumn}, bound by a name, as a subquery. */
  public static <T> Select<Record1<T>> column(Dialect dialect, Field<T> like, String bind) {
    return column(like, table(dialect, List.of(like), bind));
  }

  /** Any number of values as a subquery. */
  public static <T> Select<Record1<T>> column(
      Dialect dialect, Field<T> like, Collection<T> values) {
    return column(like, table(dialect, List.of(like), val(writeColumn(values))));
  }

  private static <T> Select<Record1<T>> column(Field<T> like, Select<Record> rows) {
    Table<?> table = rows.asTable("v");
    return select(of(table, like)).from(table);
  }

  /** A column of a table of rows. */
  public static <T> Field<T> of(Table<?> rows, Field<T> column) {
    return DSL.field(name(rows.getName(), column.getName()), column.getDataType());
  }
}
