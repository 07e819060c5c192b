package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.PrintableText;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaMigrator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Compares the live schema with what it should be. */
@Command(
    name = "drift",
    description = "Compare the live schema with what the applied changes mean.")
final class SchemaDriftCommand extends SchemaVerb {

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    SchemaResult result = new SchemaResult();
    ArrayNode differences = result.json().putArray("differences");
    for (SchemaDifference difference : migrator.drift()) {
      differences
          .addObject()
          .put("kind", Json.name(difference.kind()))
          .put("object", difference.object())
          .put("expected", difference.expected())
          .put("actual", difference.actual());
      result.line(Json.name(difference.kind()) + "  " + difference.object());
      definition(result, "expected", difference.expected());
      definition(result, "actual", difference.actual());
    }
    return differences.isEmpty()
        ? result.line("No differences.")
        : result
            .line(SchemaResult.count(differences.size(), "difference") + ".")
            .exitCode(ExitCode.DRIFT);
  }

  private static void definition(SchemaResult result, String name, @Nullable String text) {
    if (text != null) {
      result.line("  " + PrintableText.padEnd(name, 8) + "  " + text.replaceAll("\\s+", " "));
    }
  }
}
