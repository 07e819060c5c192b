package dev.ticketstore.cli.doctor;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.StoreDiagnosis;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.Environment;
import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.cli.doctor.Finding.Remedy;
import dev.ticketstore.cli.doctor.Finding.Section;
import dev.ticketstore.cli.doctor.Finding.State;
import dev.ticketstore.schema.PostgresUrl;
import dev.ticketstore.schema.SchemaMigrator;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one database, check after check. It only reads: it makes no file, and changes neither
 * schema nor journal mode. A check that fails does not keep later ones from running, unless they
 * need what it found missing.
 */
public final class Doctor {

  private final Environment environment;
  private final StoreLocation place;
  private final Options options;
  private final Findings findings = new Findings();
  private final Remedies remedies;
  private final Probe probe;

  /**
   * The extent of an examination.
   *
   * @param version of the command
   * @param use that the database user must have; null for any
   * @param full whether to read the whole database
   * @param timeout of each check
   */
  public record Options(
      String version, @Nullable DatabaseRole use, boolean full, Duration timeout) {}

  /**
   * A doctor.
   *
   * @param user of PostgreSQL, unless the URL names one; null for the driver's default
   */
  public Doctor(
      Environment environment, StoreLocation place, @Nullable String user, Options options) {
    this.environment = environment;
    this.place = place;
    this.options = options;
    String named = PostgresUrl.of(place.url()).user();
    this.remedies = new Remedies(new Commands(place, named == null ? user : named));
    this.probe = new Probe(findings, remedies, options.timeout());
  }

  /**
   * Runs all checks.
   *
   * @param opening opens the store without a look at its schema
   */
  public Findings examine(Supplier<TicketStore> opening) {
    new HostChecks(options.version(), environment.clock()).run(findings);
    Optional<Path> file;
    try {
      file = place.file().map(Path::of);
    } catch (InvalidPathException e) {
      findings.problem(
          Section.DATABASE,
          "file",
          "the locale of this process has no such path: " + e.getReason(),
          Remedy.of("Set LC_ALL to a locale of UTF-8, such as C.UTF-8"));
      return findings;
    }
    if (file.isPresent()) {
      FileChecks checks = new FileChecks(file.get(), remedies);
      // A file that is not there cannot be opened either.
      if (!probe.run(Section.DATABASE, "file", checks::run) || isProblem("file")) {
        return findings;
      }
    } else {
      findings.ok(
          Section.DATABASE,
          "location",
          remedies.commands().database() + " at " + remedies.commands().hosts());
    }
    try (LogKeeper keeper = keepLog(file)) {
      return examine(opening, file);
    }
  }

  private LogKeeper keepLog(Optional<Path> file) {
    AtomicReference<LogKeeper> keeper = new AtomicReference<>(LogKeeper.NONE);
    if (file.isPresent()) {
      probe.run(
          Section.DATABASE,
          "connection",
          own -> keeper.set(LogKeeper.of(place, options.timeout())));
    }
    return Objects.requireNonNull(keeper.get());
  }

  private Findings examine(Supplier<TicketStore> opening, Optional<Path> file) {
    AtomicReference<@Nullable TicketStore> opened = new AtomicReference<>();
    probe.run(Section.DATABASE, "connection", own -> opened.set(opening.get()));
    TicketStore store = opened.get();
    if (store == null) {
      return findings;
    }
    StoreDiagnosis diagnosis = null;
    try {
      database(store, file.isEmpty());
      diagnosis = diagnosis(store);
      boolean fit = schema(store, file.isEmpty(), diagnosis);
      if (fit) {
        contents(store, file.isEmpty());
      }
      if (options.full()) {
        full(store, fit, file.orElse(null));
      }
    } finally {
      probe.run(Section.DATABASE, "connection", own -> store.close());
    }
    if (diagnosis != null && !isProblem("access")) {
      // Once the store is closed: its connection may look like that of the holder.
      probe.run(Section.SCHEMA, "locks", new LockCheck(migrator(), remedies, diagnosis)::run);
    }
    return findings;
  }

  private SchemaMigrator migrator() {
    return place.migrator(environment, options.timeout(), false);
  }

  private boolean isProblem(String check) {
    return findings.sorted().stream()
        .anyMatch(each -> each.check().equals(check) && each.state() == State.PROBLEM);
  }

  private void database(TicketStore store, boolean onServer) {
    boolean answers =
        probe.run(
            Section.DATABASE,
            "product",
            own -> own.ok(Section.DATABASE, "product", product(store)));
    if (!answers) {
      return;
    }
    if (onServer) {
      PostgresChecks checks = new PostgresChecks(store, remedies);
      probe.run(Section.DATABASE, "session", checks::session);
      probe.run(Section.DATABASE, "server", checks::role);
      probe.run(Section.SETTINGS, "settings", checks::settings);
      probe.run(Section.SETTINGS, "connections", checks::connections);
      probe.run(
          Section.SETTINGS, "clocks", own -> ServerClock.run(store, environment.clock(), own));
      probe.run(Section.DISK, "size", new PostgresSizes(store)::run);
    } else if (!isProblem("access")) {
      // Without access SQLite reads the file as it is, and says that it has no log.
      probe.run(Section.SETTINGS, "settings", new SqliteChecks(store)::run);
    }
  }

  private static String product(TicketStore store) {
    return store.read(
        dsl ->
            dsl.connectionResult(
                connection -> {
                  DatabaseMetaData data = connection.getMetaData();
                  return data.getDatabaseProductName()
                      + " "
                      + data.getDatabaseProductVersion()
                      + ", by the driver "
                      + data.getDriverVersion();
                }));
  }

  private @Nullable StoreDiagnosis diagnosis(TicketStore store) {
    AtomicReference<@Nullable StoreDiagnosis> found = new AtomicReference<>();
    probe.run(Section.DATABASE, "privileges", own -> found.set(StoreDiagnosis.of(store)));
    return found.get();
  }

  /** Whether the tables can be used. */
  private boolean schema(TicketStore store, boolean onServer, @Nullable StoreDiagnosis diagnosis) {
    SchemaChecks checks = new SchemaChecks(store, migrator(), remedies, onServer);
    boolean fit = probe.run(Section.SCHEMA, "changes", checks::changes) && !isProblem("changes");
    if (isProblem("access")) {
      checks.withoutAccess(findings);
    } else if (fit) {
      probe.run(Section.SCHEMA, "drift", checks::drift);
    }
    if (diagnosis != null && onServer && fit) {
      privileges(store, diagnosis);
    }
    return fit;
  }

  private void privileges(TicketStore store, StoreDiagnosis diagnosis) {
    probe.run(
        Section.DATABASE,
        "privileges",
        own -> {
          PostgresChecks.Login login = store.read(PostgresChecks::login);
          new PrivilegeChecks(diagnosis, options.use())
              .run(own, new Remedies(new Commands(place, login.role())), login.schema());
          if (diagnosis.behindPooler()) {
            own.warning(
                Section.DATABASE,
                "pooler",
                "a connection pooler in between: followers ask for changes again and again",
                Remedy.of("Migrate over a direct connection; other commands work as they are"));
          }
        });
  }

  private void contents(TicketStore store, boolean onServer) {
    ContentChecks checks = new ContentChecks(store, remedies, environment.clock());
    probe.run(Section.CONTENTS, "tickets", checks::tickets);
    probe.run(Section.CONTENTS, "newest event", checks::newest);
    PostgresChecks server = new PostgresChecks(store, remedies);
    probe.run(
        Section.CONTENTS,
        "change feed",
        own -> {
          // A standby has none.
          if (!onServer || !server.isStandby()) {
            checks.feed(own);
          }
        });
  }

  private void full(TicketStore store, boolean fit, @Nullable Path file) {
    FullChecks checks = new FullChecks(store, remedies, environment);
    if (file != null) {
      probe.patiently(Section.CONTENTS, "integrity", checks::pages);
    }
    if (fit) {
      probe.patiently(Section.CONTENTS, "values", checks::values);
    } else if (file != null) {
      SchemaChecks schema = new SchemaChecks(store, migrator(), remedies, false);
      probe.patiently(
          Section.CONTENTS,
          "adoption",
          own -> {
            if (schema.isOfPython()) {
              checks.adoption(own, file);
            }
          });
    }
  }
}
