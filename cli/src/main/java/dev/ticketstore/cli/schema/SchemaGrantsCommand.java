package dev.ticketstore.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ticketstore.DatabaseRole;
import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.output.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints what a role of PostgreSQL needs. It connects to no database. */
@Command(
    name = "grants",
    description = {
      "Print the GRANT statements that a role of PostgreSQL needs for one use of a store.",
      "Without --kind it prints those of all four, to choose from. It connects to no database."
    })
@SuppressWarnings("NullAway.Init")
final class SchemaGrantsCommand implements Callable<Integer> {

  @ParentCommand private SchemaCommand schemaCommand;
  @Spec private CommandSpec spec;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "NAME",
      description = "The role that gets the privileges.")
  private String role;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = Converters.ToDatabaseRole.class,
      completionCandidates = Converters.DatabaseRoles.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable DatabaseRole kind;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      defaultValue = "public",
      description = "The schema with the tables. Default: ${DEFAULT-VALUE}.")
  private String schema;

  @Override
  public Integer call() {
    if (schemaCommand.tickets().storeOptions().isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--db and --url do not apply: grants connects to no database");
    }
    SchemaResult result = new SchemaResult();
    for (DatabaseRole each : kind == null ? DatabaseRole.values() : new DatabaseRole[] {kind}) {
      add(each, result);
    }
    schemaCommand.tickets().print(result);
    return ExitCode.DONE;
  }

  private void add(DatabaseRole each, SchemaResult result) {
    String name = Json.name(each);
    List<String> statements = each.grants(schema, role);
    ArrayNode array = result.json().putArray(name);
    result.line("-- " + name);
    for (String statement : statements) {
      array.add(statement);
      result.line(statement + ";");
    }
  }
}
