package dev.ticketstore.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Where the tickets are. */
public final class StoreOptions {

  private static final String DEFAULT_FILE = "tickets.db";

  @Option(
      names = "--db",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The SQLite file with the tickets. Default: " + DEFAULT_FILE + ".")
  private @Nullable String file;

  @Option(
      names = "--url",
      paramLabel = "JDBC_URL",
      scope = ScopeType.INHERIT,
      description = {
        "A database server instead of a file:",
        "jdbc:postgresql://HOST:PORT/DATABASE"
      })
  private @Nullable String url;

  /** Whether one of the options was given. */
  public boolean isGiven() {
    return file != null || url != null;
  }

  /**
   * The place that the options or the environment name.
   *
   * @throws ParameterException if the options contradict each other, or the place is not one that
   *     the store opens
   */
  public StoreLocation place(Environment environment, CommandSpec command) {
    if (file != null && url != null) {
      throw new ParameterException(
          command.commandLine(), "--db and --url exclude each other: give one of them");
    }
    if (file != null) {
      return StoreLocation.ofFile(file, "--db", command);
    }
    if (url != null) {
      return StoreLocation.of(url, "--url", command);
    }
    Optional<String> variable = environment.variable("TICKETS_URL");
    return variable.isPresent()
        ? StoreLocation.of(variable.get(), "TICKETS_URL", command)
        : StoreLocation.ofFile(DEFAULT_FILE, "--db", command);
  }
}
