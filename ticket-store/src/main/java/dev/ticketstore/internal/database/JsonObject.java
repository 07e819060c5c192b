package dev.ticketstore.internal.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ticketstore.jooq.types.UnreadableValueException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** JSON objects as the store writes them into a column. */
public final class JsonObject {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonObject() {}

  /** Writes the members of an object. */
  public interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** The text of an object. */
  public static String write(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The text of a flat object of texts; null for an empty one. */
  public static @Nullable String write(Map<String, String> texts) {
    return texts.isEmpty()
        ? null
        : write(
            json -> {
              for (Map.Entry<String, String> each : texts.entrySet()) {
                json.writeStringField(each.getKey(), each.getValue());
              }
            });
  }

  /**
   * The text of a member; null if it is not there. jOOQ's own function would take a dot in the name
   * for a path on SQLite.
   *
   * @param name checked before: one that begins with a dollar sign would be a path
   */
  public static Field<String> member(Field<JSONB> object, String name) {
    return DSL.field("({0} ->> {1})", String.class, object, DSL.val(name));
  }

  /**
   * The texts of a flat object, sorted by name; empty for null. A member that is no text, which
   * another program wrote, becomes the text of its JSON if it is a number or a boolean, and is left
   * out otherwise.
   */
  public static Map<String, String> texts(@Nullable JSONB object) {
    if (object == null) {
      return Collections.emptySortedMap();
    }
    TreeMap<String, String> texts = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(object.data())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          parser.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          texts.put(name, parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UnreadableValueException(JSONB.class, object.data(), e);
    }
    return Collections.unmodifiableSortedMap(texts);
  }
}
