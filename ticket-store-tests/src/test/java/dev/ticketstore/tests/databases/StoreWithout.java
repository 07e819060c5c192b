package dev.ticketstore.tests.databases;

import dev.ticketstore.Adoption;
import dev.ticketstore.ChangeFollower;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.changes.ChangeNotifications;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.PostgresDialect;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaMigrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.SingleConnectionDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Uses a store in a process whose class path lacks libraries, and prints what came of it. Must not
 * mention a driver outside the class of its own.
 */
final class StoreWithout {

  /** What {@link #useEverything} prints. */
  static final String EVERYTHING =
      """
      CREATED REPEATED
      listed 2
      streamed 2
      reconciled 1 resolved 1
      counted {OPEN=1, ACKNOWLEDGED=0, DIAGNOSED=0, RESOLVED=1}
      followed true
      WRITE_IN_READ
      closed
      """;

  private StoreWithout() {}

  /** What to do. */
  enum Scenario {
    POSTGRES_BY_DATA_SOURCE,
    SQLITE_BY_DATA_SOURCE,
    BY_URL,
    UPDATE_AND_VALIDATE,
    OPEN_URL,
    OPEN_POSTGRES_URL,
    OPEN_DATA_SOURCE,
    OPEN_AND_MIGRATE,
    FOLLOW_POSTGRES,
    ADOPT,
    LIST
  }

  /** Takes a scenario, and the URL, user and password of a database. */
  public static void main(String[] args) throws Exception {
    String url = args[1];
    String user = args[2];
    String password = args[3];
    switch (Scenario.valueOf(args[0])) {
      case POSTGRES_BY_DATA_SOURCE -> {
        DataSource source = Postgres.source(url, user, password);
        useEverything(source);
        showLocked(source, "begin; lock table tickets");
        showFailure(
            () -> open(Postgres.source("jdbc:postgresql://localhost:1/none", user, password)));
      }
      case SQLITE_BY_DATA_SOURCE -> {
        DataSource source = Sqlite.source(url);
        useEverything(source);
        showLocked(source, "begin immediate");
      }
      case BY_URL -> useEverything(openUrl(url, user, password, SchemaPolicy.UPDATE));
      case UPDATE_AND_VALIDATE -> {
        openUrl(url, user, password, SchemaPolicy.UPDATE).close();
        System.out.println("updated");
        openUrl(url, user, password, SchemaPolicy.VALIDATE).close();
        System.out.println("validated");
      }
      case OPEN_URL -> showFailure(() -> TicketStore.open(url));
      case OPEN_POSTGRES_URL ->
          showFailure(() -> TicketStore.open("jdbc:postgresql://localhost:1/none"));
      case OPEN_DATA_SOURCE -> showFailure(() -> TicketStore.open(Sqlite.source(url)));
      case OPEN_AND_MIGRATE -> {
        DataSource source =
            url.contains("sqlite") ? Sqlite.source(url) : Postgres.source(url, user, password);
        showFailure(() -> TicketStore.open(source));
        showFailure(() -> SchemaMigrator.of(source).update());
      }
      case FOLLOW_POSTGRES -> showFailure(StoreWithout::followPostgres);
      case ADOPT -> showFailure(() -> adopt());
      case LIST -> list();
    }
  }

  private static TicketStore openUrl(
      String url, String user, String password, SchemaPolicy policy) {
    return TicketStore.builder()
        .url(url)
        .user(user.isEmpty() ? null : user)
        .password(user.isEmpty() ? null : password)
        .schemaPolicy(policy)
        .open();
  }

  private static TicketStore open(DataSource source) {
    return TicketStore.builder().dataSource(source).schemaPolicy(SchemaPolicy.NONE).open();
  }

  private static void useEverything(DataSource source) throws Exception {
    useEverything(open(source));
  }

  private static void useEverything(TicketStore store) throws Exception {
    String cursor = store.latestCursor();
    Violation violation = Violation.of("store_down", "no heartbeat").storeId("tikv-1").build();
    System.out.println(
        store.observe(violation).outcome() + " " + store.observe(violation).outcome());
    store.observeAll(List.of(Violation.of("low_disk_space", "9 % left").build()));
    System.out.println("listed " + store.list(TicketQuery.builder().build()).tickets().size());
    try (Stream<?> tickets = store.stream(TicketQuery.builder().build())) {
      System.out.println("streamed " + tickets.count());
    }
    CycleReport report =
        store.reconcile(
            new CheckCycle(
                "monitor",
                Instant.now(),
                CycleScope.everything(),
                CycleOutcome.COMPLETE,
                List.of(violation)));
    System.out.println(
        "reconciled " + report.observations().size() + " resolved " + report.resolved().size());
    System.out.println("counted " + store.count());
    try (ChangeFollower follower = store.follow(cursor)) {
      System.out.println("followed " + !follower.next(Duration.ofSeconds(10)).events().isEmpty());
      follower.next(Duration.ofMillis(1));
    }
    showFailure(() -> store.<Integer>read(context -> context.execute("delete from tickets")));
    store.close();
    try {
      store.observe(violation);
    } catch (StoreClosedException e) {
      System.out.println("closed");
    }
  }

  /** Another connection holds a lock. */
  private static void showLocked(DataSource source, String lock) throws Exception {
    try (TicketStore store = open(source);
        Connection other = source.getConnection();
        Statement statement = other.createStatement()) {
      statement.execute(lock);
      showFailure(() -> store.observe(Violation.of("store_down", "late").build()));
    }
  }

  private static void showFailure(Failing call) throws Exception {
    try {
      System.out.println("no failure but " + call.run());
    } catch (DatabaseException e) {
      System.out.println(
          switch (e.reason()) {
            case MISSING_LIBRARY, UNSUPPORTED -> e.getMessage();
            default -> e.reason();
          });
    } catch (SchemaException e) {
      System.out.println(e.reason() + ": " + e.getMessage());
    }
  }

  /** A connection of another driver would only be asked for after the check. */
  private static Object followPostgres() {
    DataSource none =
        new SingleConnectionDataSource(
            new MockConnection(
                statement -> {
                  throw new SQLException("no driver");
                }));
    try (Database database = new Database(PostgresDialect.INSTANCE, none, Duration.ofSeconds(10))) {
      return new ChangeNotifications(database);
    }
  }

  private static Object adopt() throws Exception {
    Path file = Files.createTempFile("python", ".db");
    try {
      return Adoption.adopt(file, rows -> {});
    } finally {
      Files.delete(file);
    }
  }

  private static void list() {
    Map.of(
            "SQLITE_JDBC", "org.sqlite.JDBC",
            "PGJDBC", "org.postgresql.Driver",
            "LIQUIBASE", "liquibase.Scope",
            "HIKARI_CP", "com.zaxxer.hikari.HikariConfig")
        .forEach(
            (library, type) -> {
              try {
                Class.forName(type, false, StoreWithout.class.getClassLoader());
                System.out.println(library + " present");
              } catch (ClassNotFoundException e) {
                // Excluded.
              }
            });
  }

  private interface Failing {
    @Nullable Object run() throws Exception;
  }

  private static final class Postgres {

    private Postgres() {}

    static DataSource source(String url, String user, String password) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setUrl(url);
      source.setUser(user);
      source.setPassword(password);
      source.setOptions("-c lock_timeout=250ms");
      return source;
    }
  }

  private static final class Sqlite {

    private Sqlite() {}

    static DataSource source(String url) {
      SQLiteConfig config = new SQLiteConfig();
      config.setBusyTimeout(250);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl(url);
      return source;
    }
  }
}
