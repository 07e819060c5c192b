package dev.ticketstore.internal.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jooq.JSONB;

/**
 * One text for each JSON value: SQLite keeps a document as it was written, PostgreSQL orders names
 * and trims numbers.
 */
final class CanonicalJson {

  private static final JsonFactory JSON = new JsonFactory();

  private CanonicalJson() {}

  /**
   * Equal for documents that are equal but for white space, the order of names and the spelling of
   * numbers.
   */
  static String of(JSONB json) {
    try (JsonParser parser = JSON.createParser(json.data())) {
      parser.nextToken();
      return String.valueOf(value(parser));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        TreeMap<String, Object> object = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(quoted(name), value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> quoted(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new BigDecimal(parser.getText()).stripTrailingZeros();
      default -> parser.getText();
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
