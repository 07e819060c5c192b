package dev.ticketstore.cli;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Where the tickets are. */
final class StoreOptions {

  private static final String DEFAULT_FILE = "tickets.db";
  private static final String SQLITE = "jdbc:sqlite:";

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

  /** A place, and who named it. */
  private record Place(String url, String givenBy) {}

  /**
   * Opens the store, which brings its schema up to date.
   *
   * @throws ParameterException if the options contradict each other, or the place is not one that
   *     the store opens
   */
  TicketStore open(Environment environment, CommandSpec command) {
    Place place = place(environment, command);
    try {
      return TicketStore.builder()
          .url(place.url())
          .user(environment.variable("TICKETS_USER").orElse(null))
          .password(environment.variable("TICKETS_PASSWORD").orElse(null))
          .clock(environment.clock())
          // A command does one thing after the other.
          .maxConnections(1)
          .open();
    } catch (InvalidInputException e) {
      throw new ParameterException(command.commandLine(), Messages.withName(place.givenBy(), e), e);
    }
  }

  private Place place(Environment environment, CommandSpec command) {
    if (file != null && url != null) {
      throw new ParameterException(
          command.commandLine(), "--db and --url exclude each other: give one of them");
    }
    if (file != null) {
      return new Place(SQLITE + file, "--db");
    }
    if (url != null) {
      return new Place(url, "--url");
    }
    return environment
        .variable("TICKETS_URL")
        .map(value -> new Place(value, "TICKETS_URL"))
        .orElse(new Place(SQLITE + DEFAULT_FILE, "--db"));
  }
}
