package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.PrintableText;
import dev.ticketstore.schema.SchemaDifference;
import org.jspecify.annotations.Nullable;

/** Differences for people and for programs. */
final class SchemaDifferences {

  private final SchemaResult result;
  private final ArrayNode array;

  /** Adds them to a result, for programs as an array of that name. */
  SchemaDifferences(SchemaResult result, String name) {
    this.result = result;
    this.array = result.json().putArray(name);
  }

  void add(SchemaDifference difference) {
    array.add(json(difference));
    result.line(Json.name(difference.kind()) + "  " + difference.object());
    definition("expected", difference.expected());
    definition("actual", difference.actual());
  }

  private void definition(String name, @Nullable String text) {
    if (text != null) {
      result.line("  " + PrintableText.padEnd(name, 8) + "  " + text.replaceAll("\\s+", " "));
    }
  }

  static ObjectNode json(SchemaDifference difference) {
    return Json.object()
        .put("kind", Json.name(difference.kind()))
        .put("object", difference.object())
        .put("expected", difference.expected())
        .put("actual", difference.actual());
  }

  boolean isEmpty() {
    return array.isEmpty();
  }

  /** Such as {@code 1 difference} or {@code No differences}. */
  String counted() {
    return isEmpty() ? "No differences" : SchemaResult.count(array.size(), "difference");
  }
}
