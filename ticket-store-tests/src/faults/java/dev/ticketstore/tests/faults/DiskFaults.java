package dev.ticketstore.tests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.TicketStore;
import dev.ticketstore.tests.support.ChildJvm;
import dev.ticketstore.tests.support.SqliteFile;
import dev.ticketstore.contract.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system calls of SQLite fail, and the disk is full. {@code strace} makes them fail. */
class DiskFaults {

  private static final int STEPS = 25;
  private static final int AT_ONCE = 2;

  @TempDir Path folder;

  /**
   * A run of the load with one fault.
   *
   * @param injected how many calls failed
   */
  private record Run(Findings findings, int injected) {}

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "pwrite64", "ftruncate"})
  void aSystemCallThatFailsLosesNothing(String call) throws Exception {
    Set<Integer> ordinals = new TreeSet<>(List.of(1, 6, 30));
    for (int i = 1; i <= Faults.count(20, 0); i++) {
      ordinals.add(i);
    }
    List<Callable<Run>> runs = new ArrayList<>();
    for (int ordinal : ordinals) {
      // One fault that passes, and a disk that stays full.
      runs.add(() -> run(call, "EIO", String.valueOf(ordinal)));
      runs.add(() -> run(call, "ENOSPC", ordinal + "+"));
    }
    int injected = 0;
    Findings all = Findings.NONE;
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Run> each : threads.invokeAll(runs)) {
        injected += each.get().injected();
        all = all.plus(each.get().findings());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(injected).as("system calls that failed").isPositive();
    Faults.report(
        call + " fails (EIO, ENOSPC)", runs.size() + " runs, " + injected + " failed calls", all);
  }

  private Run run(String call, String error, String when) throws Exception {
    TestDatabase database = SqliteFile.createMigrated();
    String name = String.join("-", call, error, when);
    Path ledger = folder.resolve(name);
    Path trace = folder.resolve(name + ".trace");
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-qq", "-o", trace.toString()));
    for (String suffix : List.of("", "-wal", "-shm")) {
      command.addAll(List.of("-P", database.name() + suffix));
    }
    command.addAll(List.of("-e", "trace=" + call));
    command.addAll(List.of("-e", "inject=" + call + ":error=" + error + ":when=" + when));
    command.addAll(
        ChildJvm.command(
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            DiskLoadProcess.class.getName(),
            database.url(),
            ledger.toString(),
            String.valueOf(STEPS),
            name));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("ended");
    int injected = Files.readString(trace).split("\\(INJECTED\\)", -1).length - 1;
    return new Run(check(database, ledger), injected);
  }

  /** Also that the file works. */
  private static Findings check(TestDatabase database, Path ledger) throws Exception {
    try (TicketStore store = database.store().open()) {
      store.count();
    }
    try (Connection connection = database.connect()) {
      assertThat(database.dsl(connection).fetchSingle("pragma integrity_check").get(0))
          .isEqualTo("ok");
      return LedgerCheck.compare(Told.of(List.of(ledger)), connection, SQLDialect.SQLITE);
    }
  }

  @Test
  void aFullDiskIsSaidSoAndNothingIsLost() throws Exception {
    try (Mount disk = Mount.of(folder, "size=3m")) {
      Path file = disk.folder().resolve("tickets.db");
      Files.copy(Path.of(SqliteFile.createMigrated().name()), file);
      Path filler = disk.folder().resolve("filler");
      Path ledger = folder.resolve("ledger");
      int rounds = Faults.count(20, 3);
      int steps = 0;
      try (Ledger writing = new Ledger(ledger);
          TicketStore store = open(file, Clock.systemUTC());
          TicketStore old = open(file, Clock.fixed(Load.OLD, ZoneOffset.UTC))) {
        Load load = new Load("load", store, () -> old, writing, Faults.random());
        for (int round = 0; round < rounds; round++) {
          fill(filler);
          long full = full(ledger);
          for (int i = 0; i < 10_000 && full(ledger) < full + 3; i++) {
            load.step();
            steps++;
          }
          Files.delete(filler);
          long after = full(ledger);
          load.step();
          load.step();
          assertThat(full(ledger)).as("errors once there is room").isEqualTo(after);
        }
      }
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        Findings findings =
            LedgerCheck.compare(Told.of(List.of(ledger)), connection, SQLDialect.SQLITE);
        assertThat(findings.typed()).containsOnlyKeys("DISK_FULL");
        Faults.report("Full disk", rounds + " times full, " + steps + " steps", findings);
      }
    }
  }

  private static TicketStore open(Path file, Clock clock) {
    return TicketStore.builder()
        .url("jdbc:sqlite:" + file)
        .timeout(Duration.ofSeconds(2))
        .sqliteLogLimit(64 << 10)
        .clock(clock)
        .open();
  }

  /** Leaves no more than what a few calls need. */
  private static void fill(Path filler) throws IOException {
    long usable = Files.getFileStore(filler.getParent()).getUsableSpace();
    Files.write(filler, new byte[(int) Math.max(0, usable - (16 << 10))]);
  }

  private static long full(Path ledger) throws IOException {
    return Told.of(List.of(ledger)).typed().getOrDefault("DISK_FULL", 0);
  }

  @Test
  void aTemporaryFolderWithoutExecutionIsSaidSo() throws Exception {
    try (Mount disk = Mount.of(folder, "size=64m,noexec")) {
      Path ledger = folder.resolve("ledger");
      ChildJvm child =
          ChildJvm.run(
              List.of("-Djava.io.tmpdir=" + disk.folder()),
              DiskLoadProcess.class,
              SqliteFile.createMigrated().url(),
              ledger.toString(),
              "1",
              "noexec");

      assertThat(child.output()).contains("ended");
      Told told = Told.of(List.of(ledger));
      assertThat(told.untyped()).isEmpty();
      assertThat(told.typed()).containsOnlyKeys("NATIVE_LIBRARY");
      Faults.print("noexec temporary folder", "typed " + told.typed() + ", untyped errors 0");
    }
  }
}
