package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaDifference.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Differences that a person has accepted, in a file as {@code drift --json} prints it. It must not
 * accept what the store needs, whatever the file says.
 */
final class AcceptedDifferences {

  private final Set<SchemaDifference> accepted;

  private AcceptedDifferences(Set<SchemaDifference> accepted) {
    this.accepted = accepted;
  }

  /** Of no file. */
  static AcceptedDifferences none() {
    return new AcceptedDifferences(Set.of());
  }

  /**
   * Of a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no output of {@code drift --json}
   */
  static AcceptedDifferences read(Path file) throws IOException {
    Set<SchemaDifference> accepted = new HashSet<>();
    JsonNode json = parse(Files.readString(file));
    for (JsonNode each : json.required("differences")) {
      accepted.add(difference(each));
    }
    for (JsonNode each : json.path("accepted")) {
      accepted.add(difference(each));
    }
    return new AcceptedDifferences(accepted);
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  private static SchemaDifference difference(JsonNode json) {
    return new SchemaDifference(
        Kind.valueOf(json.required("kind").asText().toUpperCase(Locale.ROOT)),
        json.required("object").asText(),
        text(json.required("expected")),
        text(json.required("actual")));
  }

  private static @Nullable String text(JsonNode json) {
    return json.isNull() ? null : json.asText();
  }

  /** Whether it is in the file just so, and the store can do with it. */
  boolean contains(SchemaDifference difference) {
    return difference.isAcceptable() && accepted.contains(difference);
  }
}
