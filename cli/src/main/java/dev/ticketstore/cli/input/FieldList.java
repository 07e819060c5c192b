package dev.ticketstore.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.PrintableText;
import java.util.Map;

/** An object for people: one field a line, the values aligned. */
public final class FieldList {

  private static final String NOTHING = "-";

  private FieldList() {}

  public static String of(ObjectNode object) {
    int columns =
        object.properties().stream().mapToInt(field -> field.getKey().length()).max().orElse(0);
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      lines
          .append(PrintableText.padEnd(field.getKey(), columns))
          .append("  ")
          .append(PrintableText.escape(text(field.getValue())))
          .append(System.lineSeparator());
    }
    return lines.toString();
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return NOTHING;
    }
    return value.isTextual() ? value.textValue() : Json.line(value);
  }
}
