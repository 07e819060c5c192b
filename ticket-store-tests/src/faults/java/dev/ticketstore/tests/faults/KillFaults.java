package dev.ticketstore.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.tests.support.ChildJvm;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Four processes of eight threads work on one database; again and again one of them is killed. */
@EveryDatabase
class KillFaults {

  private static final int PROCESSES = 4;
  private static final int THREADS = 8;
  private static final int LONGEST_MILLIS = 400;
  private static final long PATIENCE_NANOS = 180_000_000_000L;

  @Parameter DatabaseServer server;

  @TempDir Path folder;

  private final Random random = Faults.random();
  private final List<Path> ledgers = new ArrayList<>();

  /** A process and what it was told. */
  private record Child(Process process, Path ledger, Path errors) {

    /** Waits until a call of it was acknowledged. */
    void awaitWork() throws IOException, InterruptedException {
      long begin = System.nanoTime();
      while (!Files.readString(ledger).contains(Ledger.Mark.ACKNOWLEDGED.toString())) {
        if (!process.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
          throw new AssertionError("A process does not work: " + Files.readString(errors));
        }
        Thread.sleep(20);
      }
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void nothingThatWasAcknowledgedIsLostOrDouble() throws Exception {
    TestDatabase database = server.createMigrated();
    int kills = database.isSqlite() ? Faults.count(200, 16) : Faults.count(100, 10);
    List<Child> children = new ArrayList<>();
    int inFlight = 0;
    try {
      for (int i = 0; i < PROCESSES; i++) {
        children.add(start(database, null));
      }
      for (int kill = 0; kill < kills; kill++) {
        Child child = children.get(kill % PROCESSES);
        child.awaitWork();
        Thread.sleep(random.nextInt(LONGEST_MILLIS));
        child.kill();
        inFlight += Told.of(List.of(child.ledger())).inFlight().size();
        children.set(kill % PROCESSES, start(database, child.ledger()));
      }
      for (Child each : children) {
        each.awaitWork();
      }
    } finally {
      for (Child each : children) {
        each.kill();
      }
    }
    try (Connection connection = database.connect()) {
      if (database.isSqlite()) {
        assertThat(database.dsl(connection).fetchSingle("pragma integrity_check").get(0))
            .isEqualTo("ok");
      }
      Faults.report(
          "SIGKILL on " + server,
          (kills + PROCESSES) + " kills, " + inFlight + " effects in flight when killed",
          LedgerCheck.compare(Told.of(ledgers), connection, database.dialect()));
    }
    assertThat(inFlight).as("kills that hit a call").isPositive();
  }

  private Child start(TestDatabase database, @Nullable Path before) throws IOException {
    Path ledger = folder.resolve("p" + ledgers.size());
    Path errors = folder.resolve("p" + ledgers.size() + ".err");
    ledgers.add(ledger);
    Files.createFile(ledger);
    List<String> command =
        ChildJvm.command(
            "-Xshare:auto",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            LoadProcess.class.getName(),
            database.url(),
            database.user(),
            database.password(),
            ledger.toString(),
            String.valueOf(THREADS),
            before == null ? "" : before.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Child(process, ledger, errors);
  }
}
