package dev.ticketstore.cli;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.schema.PostgresUrl;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.SqlitePath;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where tickets are, or may come to be.
 *
 * @param url that the store accepts
 * @param givenBy the option or variable that says so
 */
public record StoreLocation(String url, String givenBy) {

  static final String SQLITE = "jdbc:sqlite:";
  static final String MEMORY = ":memory:";

  /** The place of a SQLite file, or memory; it is not opened. */
  static StoreLocation ofFile(String file, String givenBy, CommandSpec command) {
    boolean special = file.isBlank() || file.equals(MEMORY);
    return of(special ? SQLITE + file : new SqlitePath(file).url(), givenBy, command);
  }

  /**
   * A place that the store would open; it is not opened.
   *
   * @throws ParameterException if the store would not
   */
  static StoreLocation of(String url, String givenBy, CommandSpec command) {
    try {
      TicketStore.builder().url(url);
    } catch (InvalidInputException e) {
      throw new ParameterException(command.commandLine(), Messages.withName(givenBy, e), e);
    }
    if (givenBy.startsWith("--") && PostgresUrl.of(url).password() != null) {
      throw new ParameterException(
          command.commandLine(),
          givenBy
              + ": other users of this machine can read a password in an argument: put it into"
              + " TICKETS_PASSWORD or ~/.pgpass, or the whole URL into TICKETS_URL");
    }
    return new StoreLocation(url, givenBy);
  }

  /** Opens the store, which brings its schema up to date. */
  TicketStore open(Environment environment) {
    // A command does one thing after the other.
    return builder(environment, SchemaPolicy.UPDATE, 1).open();
  }

  /** The same for feeds, whose senders decide themselves when a key that flaps is well again. */
  TicketStore openForFeeds(Environment environment) {
    return builder(environment, SchemaPolicy.UPDATE, 1).neverFlapping().open();
  }

  /**
   * Opens the store for a command that changes what is there. It makes no tables in a database that
   * has none of the store's.
   */
  TicketStore openToChange(Environment environment) {
    if (hasStore(environment)) {
      return open(environment);
    }
    try {
      // Refuses tables of another program by their names.
      return openToRead(environment);
    } catch (DatabaseException e) {
      throw e.reason() == Reason.SCHEMA_OLDER ? noStore(e) : e;
    }
  }

  private boolean hasStore(Environment environment) {
    try (TicketStore present = builder(environment, SchemaPolicy.NONE, 1).open()) {
      return !present.schemaStatus().applied().isEmpty();
    }
  }

  /**
   * Opens the store for a command that reads: its schema must be up to date, and stays as it is.
   */
  TicketStore openToRead(Environment environment) {
    return builder(environment, SchemaPolicy.VALIDATE, 1).open();
  }

  /** The same for a command that follows its changes, which takes a connection. */
  TicketStore openToFollow(Environment environment) {
    return builder(environment, SchemaPolicy.VALIDATE, 2).open();
  }

  /** Opens the store for a command that looks at what is there, whatever its schema is. */
  TicketStoreBuilder toExamine(Environment environment, Duration timeout) {
    return builder(environment, SchemaPolicy.NONE, 1).timeout(timeout);
  }

  private TicketStoreBuilder builder(
      Environment environment, SchemaPolicy policy, int connections) {
    return TicketStore.builder()
        .url(url)
        .user(environment.variable("TICKETS_USER").orElse(null))
        .password(environment.variable("TICKETS_PASSWORD").orElse(null))
        .clock(environment.clock())
        .schemaPolicy(policy)
        .maxConnections(connections);
  }

  /**
   * Reads and changes the schema, and leaves it alone otherwise.
   *
   * @param create whether a file that is not there is made
   */
  public SchemaMigrator migrator(Environment environment, Duration lockTimeout, boolean create) {
    if (url.startsWith(SQLITE)) {
      SQLiteConfig config = new SQLiteConfig();
      if (create) {
        path().ifPresent(SqlitePath::createIfMissing);
      } else {
        config.resetOpenMode(SQLiteOpenMode.CREATE);
      }
      config.setBusyTimeout(Math.toIntExact(lockTimeout.toMillis()));
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl(url);
      return SchemaMigrator.of(source).withLockTimeout(lockTimeout);
    }
    return SchemaMigrator.of(
            url,
            environment.variable("TICKETS_USER").orElse(null),
            environment.variable("TICKETS_PASSWORD").orElse(null))
        .withLockTimeout(lockTimeout);
  }

  /** The path of a SQLite file; empty for a database elsewhere. */
  public Optional<String> file() {
    return path().map(SqlitePath::name);
  }

  private Optional<SqlitePath> path() {
    return SqlitePath.ofUrl(url);
  }

  /** Whether it is a file that is not there. */
  public boolean isMissing() {
    try {
      return file().map(Path::of).filter(Files::notExists).isPresent();
    } catch (InvalidPathException e) {
      // In the locale C, Java has no paths beyond ASCII. SQLite has.
      return false;
    }
  }

  /** An empty database in memory instead of a file that is not there. */
  public StoreLocation orMemory() {
    return isMissing() ? new StoreLocation(SQLITE + MEMORY, givenBy) : this;
  }

  /** Refuses to make a file for a command that has nothing to put into it. */
  StoreLocation requireStore() {
    if (isMissing()) {
      throw noStore(null);
    }
    return this;
  }

  private CommandFailedException noStore(@Nullable Exception cause) {
    return new CommandFailedException(
        "no store at "
            + file().orElse(PostgresUrl.of(url).url())
            + ": observe, replay or import makes one, or check "
            + givenBy,
        cause);
  }
}
