package dev.ticketstore.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, by type. Each that is read is taken out, so that {@link #rest()}
 * has those that no format knows.
 */
final class Fields {

  private final ObjectNode object;

  private Fields(ObjectNode object) {
    this.object = object;
  }

  /**
   * The fields of a value.
   *
   * @throws UnreadableException unless it is an object
   */
  static Fields of(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return new Fields(object.deepCopy());
    }
    throw new UnreadableException("expected a JSON object, " + description(value));
  }

  /** Those of a field that is an object; none if it is missing or null. */
  Fields fields(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return new Fields(Trees.object());
    }
    if (value instanceof ObjectNode inner) {
      return new Fields(inner);
    }
    throw expected(name, "an object", value);
  }

  /** The field, taken out; null if it is missing or null. */
  @Nullable JsonNode take(String name) {
    JsonNode value = object.remove(name);
    return value == null || value.isNull() ? null : value;
  }

  void drop(String... names) {
    for (String name : names) {
      object.remove(name);
    }
  }

  /** An array that must be there. */
  JsonNode array(String name) {
    JsonNode value = take(name);
    if (value != null && value.isArray()) {
      return value;
    }
    throw expected(name, "an array", value);
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** A text that must be there, and not blank. */
  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new UnreadableException(name + ": expected a text, but it is missing"));
  }

  /** A text, a number or a boolean as text; empty if it is missing, null or blank. */
  Optional<String> optionalText(String name) {
    JsonNode value = take(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isValueNode()) {
      return Optional.of(value.asText()).filter(text -> !text.isBlank());
    }
    throw expected(name, "a text", value);
  }

  /** One of several words, in whatever case. */
  String oneOf(String name, Collection<String> words) {
    return checked(name, text(name), words);
  }

  static String checked(String name, String text, Collection<String> words) {
    return words.stream()
        .filter(text::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new UnreadableException(
                    name
                        + ": expected one of "
                        + String.join(", ", words)
                        + ", not "
                        + Texts.quote(text)));
  }

  /** A time; null if it is missing, or means none. */
  @Nullable Instant instant(String name) {
    JsonNode value = take(name);
    if (value == null || (value.isTextual() && value.textValue().isBlank())) {
      return null;
    }
    if (value.isTextual()) {
      return Times.parse(name, value.textValue());
    }
    throw expected(name, "a time as text", value);
  }

  /** Those members that are scalars, as texts, taken out. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            each -> {
              if (each.getValue().isValueNode() && !each.getValue().isNull()) {
                texts.put(each.getKey(), each.getValue().asText());
              }
            });
    object.remove(texts.keySet());
    return texts;
  }

  /** What has not been taken out. */
  ObjectNode rest() {
    return object;
  }

  private static UnreadableException expected(
      String name, String expected, @Nullable JsonNode value) {
    return new UnreadableException(name + ": expected " + expected + ", " + description(value));
  }

  private static String description(@Nullable JsonNode value) {
    return value == null ? "but it is missing" : "not " + Texts.quote(value.toString());
  }
}
