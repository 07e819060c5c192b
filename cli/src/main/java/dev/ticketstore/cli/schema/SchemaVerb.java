package dev.ticketstore.cli.schema;

import dev.ticketstore.cli.CommandFailedException;
import dev.ticketstore.cli.Environment;
import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.schema.SchemaMigrator;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Does one thing with the schema of a database that is there, and prints what came of it. */
@SuppressWarnings("NullAway.Init")
abstract class SchemaVerb implements Callable<Integer> {

  @ParentCommand private SchemaCommand schema;
  @Spec private CommandSpec spec;

  @Option(
      names = "--lock-timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = Converters.ToDuration.class,
      description = "How long to wait for others, such as 500ms, 10s or PT10S. Default: 5m.")
  private Duration lockTimeout;

  /** Does it. */
  abstract SchemaResult work(SchemaMigrator migrator);

  /** The place to work on. */
  StoreLocation place(StoreLocation named) {
    if (named.isMissing()) {
      throw new CommandFailedException(named.file().orElse(named.url()) + ": no such file", null);
    }
    return named;
  }

  /** Whether it makes a SQLite file that is not there. */
  boolean makesFile() {
    return false;
  }

  /** Says something to a person who waits, beside the result. */
  final void progress(String text) {
    environment().err().println(text);
    environment().err().flush();
  }

  final Environment environment() {
    return schema.tickets().environment();
  }

  final ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  @Override
  public final Integer call() {
    StoreLocation place = place(schema.tickets().storeOptions().place(environment(), spec));
    SchemaResult result = work(place.migrator(environment(), lockTimeout, makesFile()));
    schema.tickets().print(result);
    return result.exitCode();
  }
}
