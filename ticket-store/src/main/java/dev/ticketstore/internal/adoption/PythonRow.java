package dev.ticketstore.internal.adoption;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.internal.validation.Check;
import dev.ticketstore.jooq.types.InstantText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * A row of the Python program, as SQLite stores it. It collects what is wrong with its values.
 *
 * <p>The methods that read a value return null, and add a fault, if the store's table would reject
 * or change the value.
 */
final class PythonRow {

  private final Map<String, StoredValue> values;
  private final long ticketId;
  private final List<String> faults = new ArrayList<>();

  /**
   * A row.
   *
   * @param values by the names of all columns of its table
   * @param ticketId the ticket that it belongs to after the adoption
   */
  PythonRow(Map<String, StoredValue> values, long ticketId) {
    this.values = values;
    this.ticketId = ticketId;
  }

  long id() {
    return value("id").integer(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Its own id, or that of the oldest unresolved row with its key. */
  long ticketId() {
    return ticketId;
  }

  /** What is wrong, each with the name of the column and the value. */
  List<String> faults() {
    return faults;
  }

  StoredValue value(String column) {
    return Objects.requireNonNull(values.get(column));
  }

  void fault(Field<?> column, String text) {
    faults.add(column.getName() + ": " + text);
  }

  @Nullable String text(Field<?> column) {
    return text(column, Function.identity());
  }

  /** A text that has a meaning. */
  <T> @Nullable T text(Field<?> column, Function<String, T> parser) {
    return read(column, value -> parser.apply(value.text()));
  }

  @Nullable String optionalText(Field<?> column) {
    return value(column.getName()).isNull() ? null : text(column);
  }

  @Nullable Long integer(Field<?> column, long min, long max) {
    return read(column, value -> value.integer(min, max));
  }

  @Nullable Instant instant(Field<?> column) {
    return text(column, PythonRow::parseInstant);
  }

  @Nullable Instant optionalInstant(Field<?> column) {
    return value(column.getName()).isNull() ? null : instant(column);
  }

  private static Instant parseInstant(String text) {
    Instant instant = InstantText.parse(text);
    if (!Check.instant("value", instant).equals(instant)) {
      throw new IllegalArgumentException(
          "expected at most six digits of a second, not " + Check.quote(text));
    }
    return instant;
  }

  private <T> @Nullable T read(Field<?> column, Function<StoredValue, T> reader) {
    try {
      return reader.apply(value(column.getName()));
    } catch (InvalidInputException e) {
      fault(column, String.valueOf(e.getMessage()).substring(e.field().length() + 2));
    } catch (IllegalArgumentException e) {
      fault(column, String.valueOf(e.getMessage()));
    }
    return null;
  }

  /** The whole row. */
  JSONB json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, StoredValue> value : values.entrySet()) {
        json.writeFieldName(value.getKey());
        value.getValue().write(json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JSONB.valueOf(text.toString());
  }
}
