package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.internal.Migration;
import dev.ticketstore.tests.support.ChildJvm;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that is killed while it migrates leaves nothing that the next one cannot finish. */
class KilledMigrationTest extends MigrationContract {

  private static final int ROUNDS = Integer.getInteger("kill.rounds", 3);

  /** No migration is killed later than this after its process says that it begins. */
  private static final int LONGEST_MILLIS = 1_500;

  /** How long a migration takes at most, so that the next is killed before it ends. */
  private int longestMillis = LONGEST_MILLIS;

  private final long seed = Long.getLong("kill.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void theNextRunFinishesWithoutAManualStep() throws Exception {
    int finished = 0;
    for (int round = 0; round < ROUNDS; round++) {
      createDatabase();
      finished += killWhileMigrating(MigratingMain.class, Migrations.url(database)) ? 0 : 1;
      assertNextRunFinishes(round);
    }
    assertThat(finished).as("processes that were not killed in time").isLessThan(ROUNDS);
  }

  /** On PostgreSQL an index on it is created concurrently, outside a transaction. */
  @Test
  void theNextRunFinishesOnALargeTableToo() throws Exception {
    createMigratedDatabase();
    LargeTable.fill(database);
    migrator.tag("before");
    String url = Migrations.url(database);
    int rounds = Math.max(3, ROUNDS / 5);
    int finished = 0;
    for (int round = 0; round < rounds; round++) {
      finished += killWhileMigrating(IndexingMain.class, url) ? 0 : 1;
      ConcurrentIndex.with(url, Migration::update);

      String seeded = "seed " + seed + ", round " + round;
      assertThat(ConcurrentIndex.with(url, Migration::status).isUpToDate()).as(seeded).isTrue();
      assertThat(ConcurrentIndex.with(url, Migration::listLocks)).as(seeded).isEmpty();
      assertThat(ConcurrentIndex.with(url, Migration::drift)).as(seeded).isEmpty();
      ConcurrentIndex.with(url, migration -> migration.rollback("before"));
    }
    assertThat(finished).as("processes that were not killed in time").isLessThan(rounds);
  }

  private boolean killWhileMigrating(Class<?> main, String url) throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.command("-cp", System.getProperty("java.class.path"), main.getName(), url))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.getInputStream().read()).isEqualTo('b');
    long begin = System.nanoTime();
    boolean finished = process.waitFor(random.nextInt(longestMillis), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    if (finished) {
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      longestMillis = Math.toIntExact(Math.min(longestMillis, Math.max(1, took)));
    }
    return !finished;
  }

  private void assertNextRunFinishes(int round) {
    // A server may take a moment to notice that its client is gone.
    migrator.withLockTimeout(Duration.ofMinutes(1)).update();

    assertThat(migrator.status().isUpToDate()).as("seed %d, round %d", seed, round).isTrue();
    assertThat(migrator.listLocks()).as("seed %d, round %d", seed, round).isEmpty();
    assertThat(migrator.drift()).as("seed %d, round %d", seed, round).isEmpty();
  }

  /** Migrates one database, after saying so. */
  static final class MigratingMain {

    private MigratingMain() {}

    public static void main(String[] args) {
      System.out.println("begins");
      System.out.flush();
      SchemaMigrator.of(args[0]).update();
    }
  }

  /** The same by a release with an index more. */
  static final class IndexingMain {

    private IndexingMain() {}

    public static void main(String[] args) throws SQLException {
      System.out.println("begins");
      System.out.flush();
      ConcurrentIndex.with(args[0], Migration::update);
    }
  }
}
