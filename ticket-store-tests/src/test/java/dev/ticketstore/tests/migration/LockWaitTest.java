package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ticketstore.cli.Main;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.internal.LockTimeouts;
import dev.ticketstore.schema.internal.Migration;
import dev.ticketstore.tests.support.ChildJvm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that waits for a lock stands in nobody's way, and waits no longer than it may. */
class LockWaitTest extends MigrationContract {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String WAITS =
      "select count(*) from pg_locks where not granted and relation = '%s'::regclass";

  private static final String LOCK_OF_MIGRATIONS =
      "select count(*) from pg_locks join pg_database on database = pg_database.oid"
          + " where locktype = 'advisory' and datname = current_database()";

  @TempDir Path folder;

  private String url;

  @BeforeEach
  void migrate() {
    createMigratedDatabase();
    url = Migrations.url(database);
  }

  /** A migration under way on a thread of its own. */
  private static final class Running extends FutureTask<List<String>> {

    private final Thread thread = new Thread(this);

    private Running(Callable<List<String>> migration) {
      super(migration);
      thread.start();
    }

    private List<String> applied() throws Exception {
      return get(1, TimeUnit.MINUTES);
    }

    /** Waits until it waits in a method of a class, which does not end the wait. */
    private void awaitWaitIn(String type) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isDone()
          && System.nanoTime() < deadline
          && Arrays.stream(thread.getStackTrace())
              .noneMatch(at -> at.getClassName().endsWith(type))) {
        Thread.onSpinWait();
      }
    }
  }

  private Running update(LockTimeouts timeouts, Consumer<String> applied) {
    return new Running(() -> LaterRelease.EXPAND.with(url, timeouts, applied, Migration::update));
  }

  /** Another transaction that writes, and does not end yet. */
  private Connection writing() throws SQLException {
    Connection writer = database.connect();
    try (Statement statement = writer.createStatement()) {
      statement.execute(database.isSqlite() ? "begin immediate" : "begin");
      statement.execute(ticket("held"));
    }
    return writer;
  }

  private String ticket(String name) {
    return """
        insert into tickets (violation_key, invariant_name, first_seen_at, last_seen_at, message)
        values ('%1$s', '%1$s', %2$s, %2$s, 'no heartbeat')"""
        .formatted(
            name, database.isSqlite() ? "'2026-01-24T23:08:17.000000Z'" : "'2026-01-24T23:08:17Z'");
  }

  @Test
  void writersGoAheadOfAMigrationThatWaitsForTheirTable() throws Exception {
    assumeThat(database.isPostgres()).as("a lock of a table").isTrue();
    try (Connection held = writing();
        Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      statement.execute("set lock_timeout = '30s'");
      Running migration = update(LockTimeouts.DEFAULT.withTable(SHORT), change -> {});

      for (int i = 0; i < 3; i++) {
        while (query(WAITS.formatted("ticket_events")).equals("0")) {
          assertThat(migration.isDone()).isFalse();
        }
        statement.execute(ticket("other" + i));
      }
      assertThat(migration.isDone()).isFalse();
      held.createStatement().execute("commit");

      assertThat(migration.applied()).isNotEmpty();
    }
    assertThat(query("select count(*) from ticket_events where actor_kind is null")).isEqualTo("0");
    assertThat(query("select count(*) from tickets")).isEqualTo("4");
  }

  /** Its default would make the reader wait for longer than the reader does. */
  @Test
  void readersGoAheadOfACommandThatWaitsForTheirTable() throws Exception {
    assumeThat(database.isPostgres()).as("a lock of a table").isTrue();
    String read = "select count(*) from cycle_summary";
    try (Connection held = database.connect();
        Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      held.setAutoCommit(false);
      held.createStatement().execute(read);
      statement.execute("set lock_timeout = '1s'");
      Running command =
          new Running(
              () ->
                  ChildJvm.run(
                          Map.of("TICKETS_URL", url),
                          List.of(),
                          Main.class,
                          "schema rollback --count 2 --table-lock-timeout 100ms".split(" ", -1))
                      .output()
                      .lines()
                      .toList());

      for (int i = 0; i < 3; i++) {
        while (query(WAITS.formatted("cycle_summary")).equals("0")) {
          assertThat(command.isDone()).isFalse();
        }
        statement.execute(read);
      }
      assertThat(command.isDone()).isFalse();
      held.commit();

      assertThat(command.applied()).endsWith("Rolled back 2 changes.");
    }
  }

  @Test
  void theTimeoutCoversTheLocksOfTables() throws Exception {
    List<String> pending = LaterRelease.EXPAND.with(url, Migration::status).pending();
    LockTimeouts timeouts = LockTimeouts.DEFAULT.withTotal(SHORT.multipliedBy(2)).withTable(SHORT);
    try (Connection held = writing()) {
      ExecutionException failed =
          catchThrowableOfType(
              ExecutionException.class, () -> update(timeouts, change -> {}).applied());

      assertThat(failed.getCause())
          .isInstanceOfSatisfying(
              SchemaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED))
          .hasMessageContaining("for over 400 ms");
      assertThat(LaterRelease.EXPAND.with(url, Migration::status).pending()).isEqualTo(pending);
      held.createStatement().execute("commit");
    }
    assertThat(update(timeouts, change -> {}).applied()).isEqualTo(pending);
  }

  /** Liquibase serves one thread of a process at a time. */
  @Test
  void aMigrationThatWaitsForAnotherOfItsProcessLocksNothing() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    Running other =
        new Running(
            SchemaMigrator.of("jdbc:sqlite:" + folder.resolve("other.db"))
                    .withProgress(
                        change -> {
                          reached.countDown();
                          uninterrupted(goOn);
                        })
                ::update);
    uninterrupted(reached);
    Running migration = update(LockTimeouts.DEFAULT, change -> {});
    migration.awaitWaitIn("LockWait");

    try (Connection another = database.connect();
        Statement statement = another.createStatement()) {
      if (database.isPostgres()) {
        assertThat(query(LOCK_OF_MIGRATIONS)).isEqualTo("0");
      }
      statement.execute(ticket("another"));
      ExecutionException expired =
          catchThrowableOfType(
              ExecutionException.class,
              () -> update(LockTimeouts.DEFAULT.withTotal(SHORT), change -> {}).applied());
      assertThat(expired.getCause())
          .hasMessageStartingWith("Another migration of this process has run for over 200 ms");
    } finally {
      goOn.countDown();
    }

    assertThat(other.applied()).isNotEmpty();
    assertThat(migration.applied()).isNotEmpty();
  }

  @Test
  void othersOfItsProcessGoAheadOfAMigrationThatWaitsForItsDatabase() throws Exception {
    try (Connection held = writing()) {
      Running migration = update(LockTimeouts.DEFAULT.withTable(SHORT), change -> {});
      migration.awaitWaitIn("LockWait");

      List<String> other = SchemaMigrator.of("jdbc:sqlite:" + folder.resolve("other.db")).update();

      assertThat(other).isNotEmpty();
      assertThat(migration.isDone()).isFalse();
      held.createStatement().execute("commit");
      assertThat(migration.applied()).isNotEmpty();
    }
  }

  /** Without a log of its own, a commit of SQLite waits for the readers of the file. */
  @Test
  void aCommitThatReadersKeepFromItsEndIsTriedAgain() throws SQLException {
    assumeThat(database.isSqlite()).isTrue();
    execute("pragma journal_mode = delete");
    SchemaMigrator impatient =
        SchemaMigrator.of(url + "?busy_timeout=10").withLockTimeout(Duration.ofMillis(400));
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      statement.execute("begin");
      statement.execute("select count(*) from tickets");

      SchemaException e = catchThrowableOfType(SchemaException.class, () -> impatient.tag("t"));

      assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.LOCKED);
      assertThat(e).hasMessageContaining("for over 400 ms");
      statement.execute("commit");
    }
    impatient.tag("t");
    assertThat(impatient.rollback("t")).isEmpty();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (Connection held = writing()) {
      Running migration = update(LockTimeouts.DEFAULT.withTable(SHORT), change -> {});
      migration.awaitWaitIn("LockWait");
      migration.thread.interrupt();

      ExecutionException failed =
          catchThrowableOfType(ExecutionException.class, migration::applied);
      assertThat(failed.getCause())
          .isInstanceOfSatisfying(
              SchemaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
      held.createStatement().execute("rollback");
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
