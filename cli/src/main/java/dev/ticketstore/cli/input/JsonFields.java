package dev.ticketstore.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.cli.output.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one JSON object, by type. What is not of its type, or is required and missing, is
 * refused with its path.
 */
final class JsonFields {

  private static final int MAX_QUOTED_CHARS = 80;

  private final String path;
  private final ObjectNode object;

  private JsonFields(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  /**
   * The fields of {@code value}.
   *
   * @param path where it is, such as {@code violations[1]}; empty for the whole line
   * @throws BadLineException unless it is an object
   */
  static JsonFields of(String path, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return new JsonFields(path, object);
    }
    throw refused(path, "a JSON object", value);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> refused(at(name), "a string", object.get(name)));
  }

  /** Empty if the field is missing or null. */
  Optional<String> optionalText(String name) {
    return optional(name).map(value -> text(at(name), value));
  }

  Instant instant(String name) {
    return instant(at(name), text(name));
  }

  /** Empty if the field is missing or null. */
  Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(text -> instant(at(name), text));
  }

  /** Empty if the field is missing or null. */
  Optional<Integer> optionalInt(String name) {
    return optional(name)
        .map(
            value -> {
              if (value.isIntegralNumber() && value.canConvertToInt()) {
                return value.intValue();
              }
              throw refused(at(name), "an integer of 32 bits", value);
            });
  }

  /** False if the field is missing or null. */
  boolean flag(String name) {
    return optional(name)
        .map(
            value -> {
              if (value.isBoolean()) {
                return value.booleanValue();
              }
              throw refused(at(name), "true or false", value);
            })
        .orElse(false);
  }

  /** The fields of a field that is an object; empty if it is missing or null. */
  Optional<JsonFields> optionalFields(String name) {
    return optional(name).map(value -> of(at(name), value));
  }

  /** Whether the field is there, and not null. */
  boolean has(String name) {
    return optional(name).isPresent();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : array(name)) {
      texts.add(text(at(name) + "[" + texts.size() + "]", value));
    }
    return texts;
  }

  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode value : array(name)) {
      objects.add(of(at(name) + "[" + objects.size() + "]", value));
    }
    return objects;
  }

  /** The text of a field that is an object; empty if the field is missing or null. */
  Optional<String> optionalObject(String name) {
    return optional(name)
        .map(
            value -> {
              if (value.isObject()) {
                return Json.line(value);
              }
              throw refused(at(name), "a JSON object", value);
            });
  }

  /** The members of a field that is a flat object of strings; empty if it is missing or null. */
  Map<String, String> optionalTexts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    optional(name)
        .ifPresent(
            value ->
                of(at(name), value)
                    .object
                    .properties()
                    .forEach(
                        each ->
                            texts.put(
                                each.getKey(),
                                text(at(name) + "." + each.getKey(), each.getValue()))));
    return texts;
  }

  /** The path of a field. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private JsonNode array(String name) {
    JsonNode value = object.path(name);
    if (value.isArray()) {
      return value;
    }
    throw refused(at(name), "an array", value);
  }

  private Optional<JsonNode> optional(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  private static String text(String path, JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    throw refused(path, "a string", value);
  }

  private static Instant instant(String path, String text) {
    try {
      return IsoInstant.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadLineException(path + ": " + e.getMessage(), e);
    }
  }

  private static BadLineException refused(String path, String expected, JsonNode value) {
    String where = path.isEmpty() ? "" : path + ": ";
    return new BadLineException(where + "expected " + expected + ", " + description(value));
  }

  private static String description(JsonNode value) {
    if (value == null || value.isMissingNode()) {
      return "but it is missing";
    }
    String text = Json.line(value);
    return "not "
        + (text.length() > MAX_QUOTED_CHARS ? text.substring(0, MAX_QUOTED_CHARS) + "..." : text);
  }
}
