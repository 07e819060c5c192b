package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.internal.LockTimeouts;
import dev.ticketstore.schema.internal.Migration;
import dev.ticketstore.tests.support.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A process that is killed while it migrates leaves nothing that the next one cannot finish. {@code
 * -Dkill.rounds=100} kills more than the few of a build.
 */
class KilledMigrationTest extends MigrationContract {

  private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);

  /** No migration is killed later than this after its process says that it begins. */
  private static final int LONGEST_MILLIS = 1_500;

  /** How long a change is killed at most after the one before it. */
  private static final int CHANGE_MICROS = 30_000;

  /** Counts the index that is created concurrently, and waits. */
  private static final String CREATING_INDEX =
      "select count(*) from pg_stat_progress_create_index where relid = 'tickets'::regclass"
          + " and phase like 'waiting%'";

  /** More than there are changes. */
  private static final int ALL = 100;

  /** How long a migration takes at most, so that the next is killed before it ends. */
  private int longestMillis = LONGEST_MILLIS;

  private int finished;
  private int inside;

  private final long seed = Long.getLong("kill.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void theNextRunFinishesWithoutAManualStep() throws Exception {
    int changes = migrator.status().pending().size();
    for (int round = 0; round < ROUNDS; round++) {
      createDatabase();
      boolean begun = killWhileMigrating(Moment.of(round), changes, MigratingMain.class);
      inside += begun && !migrator.status().isUpToDate() ? 1 : 0;
      assertNextRunFinishes(round);
    }
    assertKillsLandedInside(ROUNDS);
  }

  /** On PostgreSQL an index on it is created concurrently, outside a transaction. */
  @Test
  void theNextRunFinishesOnALargeTableToo() throws Exception {
    createMigratedDatabase();
    LargeTable.fill(database);
    migrator.tag("before");
    String url = Migrations.url(database);
    int rounds = Math.max(3, ROUNDS / 5);
    for (int round = 0; round < rounds; round++) {
      boolean begun =
          (database.isPostgres() && Moment.of(round) == Moment.AFTER_A_CHANGE)
              ? killWhileIndexing()
              : killWhileMigrating(Moment.of(round), 1, IndexingMain.class);
      inside += begun && !LaterRelease.INDEX.with(url, Migration::status).isUpToDate() ? 1 : 0;
      LaterRelease.INDEX.with(url, Migration::update);

      String seeded = "seed " + seed + ", round " + round;
      assertThat(LaterRelease.INDEX.with(url, Migration::status).isUpToDate()).as(seeded).isTrue();
      assertThat(LaterRelease.INDEX.with(url, Migration::listLocks)).as(seeded).isEmpty();
      assertThat(LaterRelease.INDEX.with(url, Migration::drift)).as(seeded).isEmpty();
      LaterRelease.INDEX.with(url, migration -> migration.rollback("before"));
    }
    assertKillsLandedInside(rounds);
  }

  /** Each third kill is certain to. */
  private void assertKillsLandedInside(int rounds) {
    System.out.printf(
        "%s: %d kills, %d of them in a migration that had begun, %d too late%n",
        server, rounds, inside, finished);
    assertThat(inside)
        .as("kills in a migration that had begun and was not done, seed %d", seed)
        .isGreaterThanOrEqualTo((rounds + 2) / 3);
    assertThat(finished).as("processes that were not killed in time").isLessThan(rounds);
  }

  /** When a process is killed. */
  private enum Moment {
    /** It waits, after a change and before the commit. */
    AFTER_A_CHANGE,
    /** It works at the change after that. */
    WITHIN_A_CHANGE,
    /** As long after its beginning as a migration takes at most, or earlier. */
    ANY;

    static Moment of(int round) {
      return values()[round % values().length];
    }
  }

  /**
   * Kills a migrating process.
   *
   * @return whether it had done a change, and had not said that it was done
   */
  private boolean killWhileMigrating(Moment moment, int changes, Class<?> main) throws Exception {
    Process process = start(main);
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("begins");
      int last = 1 + random.nextInt(changes);
      release(process, moment == Moment.AFTER_A_CHANGE ? last - 1 : ALL);
      List<String> said = new ArrayList<>();
      if (moment == Moment.ANY) {
        awaitEnd(process);
      } else {
        for (int i = 0; i < last; i++) {
          said.add(lines.readLine());
        }
      }
      if (moment == Moment.WITHIN_A_CHANGE) {
        process.waitFor(random.nextInt(CHANGE_MICROS), TimeUnit.MICROSECONDS);
      }
      kill(process);
      said.addAll(lines.lines().toList());
      return !said.isEmpty() && !said.contains("ends");
    }
  }

  /** Waits for a while that is shorter than a migration was so far. */
  private void awaitEnd(Process process) throws InterruptedException {
    long begin = System.nanoTime();
    if (process.waitFor(random.nextInt(longestMillis), TimeUnit.MILLISECONDS)) {
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      longestMillis = Math.toIntExact(Math.min(longestMillis, Math.max(1, took)));
    }
  }

  /**
   * Kills a process that creates an index concurrently, which waits for a writer of the table.
   *
   * @return that it had begun
   */
  private boolean killWhileIndexing() throws Exception {
    try (Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("lock table tickets in row exclusive mode");
      Process process = start(IndexingMain.class);
      release(process, ALL);
      while (query(CREATING_INDEX).equals("0") && process.isAlive()) {
        Thread.onSpinWait();
      }
      kill(process);
      if (random.nextBoolean()) {
        // As a server that notices at once; another one finishes the index first.
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_progress_create_index"
                + " where relid = 'tickets'::regclass");
      }
    }
    return true;
  }

  private Process start(Class<?> main) throws IOException {
    return new ProcessBuilder(
            ChildJvm.command(
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                Migrations.url(database)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void release(Process process, int changes) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write(new byte[changes]);
    input.flush();
  }

  /** Its output can still be read, other than after {@link Process#destroyForcibly}. */
  private void kill(Process process) throws InterruptedException {
    finished += process.isAlive() ? 0 : 1;
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  private void assertNextRunFinishes(int round) {
    // A server may take a moment to notice that its client is gone.
    migrator.withLockTimeout(Duration.ofMinutes(1)).update();

    assertThat(migrator.status().isUpToDate()).as("seed %d, round %d", seed, round).isTrue();
    assertThat(migrator.listLocks()).as("seed %d, round %d", seed, round).isEmpty();
    assertThat(migrator.drift()).as("seed %d, round %d", seed, round).isEmpty();
  }

  /** Prints a line, and waits until it may go on. */
  private static void step(String line) {
    say(line);
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Migrates one database; says when it begins, each change, and when it has ended. */
  static final class MigratingMain {

    private MigratingMain() {}

    public static void main(String[] args) {
      say("begins");
      SchemaMigrator.of(args[0]).withProgress(KilledMigrationTest::step).update();
      say("ends");
    }
  }

  /** The same by a release with an index more. */
  static final class IndexingMain {

    private IndexingMain() {}

    public static void main(String[] args) throws SQLException {
      say("begins");
      LaterRelease.INDEX.with(
          args[0], LockTimeouts.DEFAULT, KilledMigrationTest::step, Migration::update);
      say("ends");
    }
  }
}
