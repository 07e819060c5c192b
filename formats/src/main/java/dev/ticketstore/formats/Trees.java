package dev.ticketstore.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values into trees. A value that has a problem is read to its end, so that the next one
 * can be read.
 */
final class Trees {

  /** More than any sender of alerts allows. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Longer ones end the document; the store refuses shorter ones than these, item by item. */
  private static final int LONGEST_NUMBER = 200_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER).build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY).disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  private final JsonParser parser;
  private long start;
  private @Nullable String problem;

  Trees(JsonParser parser) {
    this.parser = parser;
  }

  static JsonFactory factory() {
    return FACTORY;
  }

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static JsonNode textNode(String text) {
    return NODES.textNode(text);
  }

  /** The value on one line. */
  static String text(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text within another document.
   *
   * @throws UnreadableException if it is not one JSON value
   */
  static JsonNode parse(String field, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new UnreadableException(field + ": expected JSON, not an empty text");
      }
      JsonNode value = new Trees(parser).read();
      if (parser.nextToken() != null) {
        throw new UnreadableException(
            field + ": expected one JSON value, not " + Texts.quote(text));
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new UnreadableException(field + ": " + JsonErrors.reason(e), e);
    } catch (UnreadableException e) {
      throw e.reason().startsWith(field)
          ? e
          : new UnreadableException(field + ": " + e.reason(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the value that begins with the parser's token, up to its end.
   *
   * @throws UnreadableException if an object has a name twice, a number is out of range, or the
   *     value is too large; the parser is at its end
   * @throws JsonProcessingException if it is not JSON; the parser cannot continue
   */
  JsonNode read() throws IOException {
    start = parser.currentTokenLocation().getByteOffset();
    problem = null;
    JsonNode value = value("");
    if (problem != null) {
      throw new UnreadableException(problem);
    }
    return value;
  }

  private JsonNode value(String path) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> objectAt(path);
      case START_ARRAY -> arrayAt(path);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(path);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private JsonNode objectAt(String path) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String inner = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      JsonNode value = value(inner);
      if (!isTooLarge() && object.replace(name, value) != null) {
        refuse(inner + ": the name is in its object twice");
      }
    }
    return object;
  }

  private JsonNode arrayAt(String path) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode value = value(path + "[" + array.size() + "]");
      if (!isTooLarge()) {
        array.add(value);
      }
    }
    return array;
  }

  private JsonNode number(String path) throws IOException {
    try {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        return NODES.numberNode(parser.getBigIntegerValue());
      }
      BigDecimal decimal = parser.getDecimalValue();
      // Java 25 reads it, and earlier ones do not.
      if (decimal.scale() != Integer.MIN_VALUE) {
        return NODES.numberNode(decimal);
      }
    } catch (NumberFormatException | JsonProcessingException e) {
      // Refused below.
    }
    refuse(path + ": the number is out of range: " + Texts.quote(parser.getText()));
    return NODES.nullNode();
  }

  private boolean isTooLarge() {
    if (parser.currentLocation().getByteOffset() - start <= MAX_BYTES) {
      return false;
    }
    refuse("expected at most " + MAX_BYTES + " bytes in a document");
    return true;
  }

  private void refuse(String reason) {
    problem = problem == null ? reason : problem;
  }
}
