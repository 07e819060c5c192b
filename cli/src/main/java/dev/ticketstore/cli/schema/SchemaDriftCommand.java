package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaMigrator;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the live schema with what it should be. */
@Command(
    name = "drift",
    description = {
      "Compare the live schema with what the applied changes mean. Only reads.",
      "Exits with 7 if it finds a difference that is not accepted."
    })
final class SchemaDriftCommand extends SchemaVerb {

  @Option(
      names = "--accept",
      paramLabel = "FILE",
      description = {
        "Accept the differences in this file, which drift --json has printed.",
        "Only extra objects and settings of tables can be accepted, and only as they are there."
      })
  private @Nullable Path file;

  @Override
  SchemaResult work(SchemaMigrator migrator) {
    AcceptedDifferences accepted = accepted();
    SchemaResult result = new SchemaResult();
    SchemaDifferences differences = new SchemaDifferences(result, "differences");
    ArrayNode acceptedJson = Json.object().putArray("accepted");
    for (SchemaDifference each : migrator.drift()) {
      if (accepted.contains(each)) {
        acceptedJson.add(SchemaDifferences.json(each));
      } else {
        differences.add(each);
      }
    }
    if (file != null) {
      result.json().set("accepted", acceptedJson);
    }
    String counted = differences.counted();
    return result
        .line(counted + (acceptedJson.isEmpty() ? "." : "; " + acceptedJson.size() + " accepted."))
        .exitCode(differences.isEmpty() ? ExitCode.DONE : ExitCode.DRIFT);
  }

  private AcceptedDifferences accepted() {
    if (file == null) {
      return AcceptedDifferences.none();
    }
    try {
      return AcceptedDifferences.read(file);
    } catch (IOException e) {
      throw usage("--accept: the file " + file + " cannot be read");
    } catch (IllegalArgumentException e) {
      throw usage("--accept: expected what drift --json prints in the file " + file);
    }
  }
}
