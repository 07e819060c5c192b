package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.tests.support.ChildJvm;
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
      finished += killWhileMigrating() ? 0 : 1;
      assertNextRunFinishes(round);
    }
    assertThat(finished).as("processes that were not killed in time").isLessThan(ROUNDS);
  }

  /** On PostgreSQL an index on it is created concurrently, outside a transaction. */
  @Test
  void theNextRunFinishesOnALargeTableToo() throws Exception {
    createMigratedDatabase();
    LargeTable.fill(database);
    int rounds = Math.max(3, ROUNDS / 5);
    int finished = 0;
    for (int round = 0; round < rounds; round++) {
      undoResolvedTimeIndex();
      finished += killWhileMigrating() ? 0 : 1;
      assertNextRunFinishes(round);
    }
    assertThat(finished).as("processes that were not killed in time").isLessThan(rounds);
  }

  private boolean killWhileMigrating() throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    "-cp",
                    System.getProperty("java.class.path"),
                    MigratingMain.class.getName(),
                    database.url(),
                    database.user(),
                    database.password()))
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
      migrator(args[0], args[1], args[2]).update();
    }
  }
}
