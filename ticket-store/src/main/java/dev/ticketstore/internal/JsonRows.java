package dev.ticketstore.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonGetAttributeAsText;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ticketstore.jooq.types.InstantText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;

/** Many rows as one JSON array, which a statement takes as one bind, whatever the size. */
final class JsonRows {

  /** When the window begins in which the tickets of a key count. */
  static final String FLAPPING_SINCE = "flapping_since";

  private static final String PLACE = "place";
  private static final String VALUE = "value";

  private static final Field<JSON> ELEMENT = field(name("v", "value"), JSON.class);

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonRows() {}

  /** Rows for {@link Upsert}. */
  static String ofKeys(List<ObservedKey> keys, Flapping flapping) {
    return write(
        json -> {
          int place = 0;
          for (ObservedKey key : keys) {
            json.writeStartObject();
            json.writeNumberField(PLACE, place++);
            json.writeStringField("violation_key", key.violationKey());
            json.writeStringField("invariant_name", key.first().invariantName());
            json.writeStringField("store_id", key.first().storeId());
            json.writeStringField("batch_key", key.batchKey());
            json.writeNumberField("occurrence_count", key.count());
            json.writeStringField("first_seen_at", InstantText.format(key.firstSeenAt()));
            json.writeStringField("last_seen_at", InstantText.format(key.lastSeenAt()));
            json.writeStringField(
                FLAPPING_SINCE, InstantText.format(flapping.since(key.firstSeenAt())));
            json.writeStringField("message", key.latest().message());
            json.writeStringField("severity", key.latest().severity().storedName());
            if (key.latest().metricSnapshot() != null) {
              json.writeFieldName("metric_snapshot");
              json.writeRawValue(key.latest().metricSnapshot().data());
            }
            json.writeEndObject();
          }
        });
  }

  /** The rows of a JSON array as a table. */
  static Table<?> table(Dialect dialect, String rows) {
    return dialect.jsonElements(rows).as("v");
  }

  /** The place of a row in {@link #ofKeys}. A join may give them in another order. */
  static Field<Long> place() {
    return attribute(PLACE).cast(Long.class);
  }

  /** An instant of {@link #table}, typed as a column. */
  static Field<Instant> instant(Dialect dialect, String name, Field<Instant> like) {
    return dialect.fromText(attribute(name), like);
  }

  /** Rows for {@link ObservationIds}. */
  static String ofIds(Map<String, Long> tickets, Map<String, String> keys) {
    return write(
        json -> {
          for (Map.Entry<String, Long> id : tickets.entrySet()) {
            json.writeStartObject();
            json.writeStringField("observation_id", id.getKey());
            json.writeStringField("violation_key", keys.get(id.getKey()));
            json.writeNumberField("ticket_id", id.getValue());
            json.writeEndObject();
          }
        });
  }

  /** A column of {@link #table}, named and typed as one of a table. */
  static <T> Field<T> column(Dialect dialect, Field<T> column) {
    Field<String> text = attribute(column.getName());
    return column.getType() == Long.class ? text.cast(column) : dialect.fromText(text, column);
  }

  /** Any number of texts as a subquery. */
  static Select<Record1<String>> texts(Dialect dialect, Collection<String> texts) {
    return select(attribute(VALUE)).from(table(dialect, ofValues(texts)));
  }

  /** Any number of ids as a subquery. */
  static Select<Record1<Long>> ids(Dialect dialect, Collection<Long> ids) {
    return select(attribute(VALUE).cast(Long.class))
        .from(table(dialect, ofValues(ids.stream().map(String::valueOf).toList())));
  }

  private static Field<String> attribute(String name) {
    return jsonGetAttributeAsText(ELEMENT, inline(name));
  }

  private static String ofValues(Collection<String> values) {
    return write(
        json -> {
          for (String value : values) {
            json.writeStartObject();
            json.writeStringField(VALUE, value);
            json.writeEndObject();
          }
        });
  }

  private static String write(Rows rows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartArray();
      rows.to(json);
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private interface Rows {
    void to(JsonGenerator json) throws IOException;
  }
}
