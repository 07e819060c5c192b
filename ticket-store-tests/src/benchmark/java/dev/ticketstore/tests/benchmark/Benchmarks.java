package dev.ticketstore.tests.benchmark;

import dev.ticketstore.tests.benchmark.Contest.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the contests of the table and prints it. Contestants are interleaved: in each round every one
 * runs once, in a fork of its own, and a ratio is one of the same round.
 */
public final class Benchmarks {

  private static final double MILLIS_PER_SECOND = 1e3;

  private final Arguments arguments;
  private final List<BenchmarkCase> rows;
  private final BenchmarkServers workbench;
  private final SlowDisk disk;

  private Benchmarks(Arguments arguments, List<BenchmarkCase> rows, BenchmarkServers workbench, SlowDisk disk) {
    this.arguments = arguments;
    this.rows = rows;
    this.workbench = workbench;
    this.disk = disk;
  }

  public static void main(String[] args) throws Exception {
    Arguments arguments = Arguments.parse(args);
    if (arguments.comparesContestants()) {
      compareContestants(arguments);
    }
    if (!arguments.against().isEmpty()) {
      new PairedBenchmarks(arguments).run();
    }
  }

  private static void compareContestants(Arguments arguments)
      throws IOException, InterruptedException, RunnerException {
    List<BenchmarkCase> rows = BenchmarkSuite.all().stream().filter(arguments::wants).toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("No row is like " + arguments.rows());
    }
    Map<Place, Set<Content>> contents = new EnumMap<>(Place.class);
    for (BenchmarkCase row : rows) {
      for (Contest contest : row.contests()) {
        contents
            .computeIfAbsent(
                Place.valueOf(contest.parameters().get("place")).server(),
                place -> EnumSet.of(Content.EMPTY))
            .add(Content.valueOf(contest.parameters().getOrDefault("content", "EMPTY")));
      }
    }
    Table table;
    try (BenchmarkServers workbench = BenchmarkServers.start(contents.keySet())) {
      contents.forEach(workbench::prepare);
      SlowDisk disk =
          rows.stream().anyMatch(row -> row.ours().jvm().countsFsync())
              ? SlowDisk.build(Path.of("src/benchmark/c/fsync.c"), workbench.folder(Place.SQLITE))
              : null;
      List<BenchmarkCase> possible = rows.stream().filter(row -> isPossible(row, workbench)).toList();
      if (possible.isEmpty()) {
        return;
      }
      table = new Benchmarks(arguments, possible, workbench, disk).run();
    }
    System.out.println(table);
  }

  /** Names a row that is left out. */
  private static boolean isPossible(BenchmarkCase row, BenchmarkServers servers) {
    Optional<String> fault =
        row.needsDumpPrograms() ? DumpPrograms.fault(row.place(), servers) : Optional.empty();
    fault.ifPresent(why -> System.out.println("Left out: " + row.name() + ", as " + why));
    return fault.isEmpty();
  }

  private Table run() throws RunnerException, IOException {
    Table table = new Table(rows);
    // Whoever is first pays for a machine that has slept.
    run(rows.get(0).ours());
    for (int round = 1; round <= arguments.tableRounds(); round++) {
      table.add(round(rows, round));
      if (round < arguments.tableRounds()) {
        System.out.println(table);
      }
    }
    return table;
  }

  private Map<Contest, RunResult> round(List<BenchmarkCase> some, int round)
      throws RunnerException, IOException {
    Map<Contest, RunResult> results = new LinkedHashMap<>();
    List<Contest> contests = contests(some, round);
    for (Contest contest : contests) {
      RunResult result = run(contest);
      results.put(contest, result);
      System.out.printf(
          "Round %d of %d, %d of %d: %s %s, callers %d, %s: %s calls/s%n",
          round,
          arguments.tableRounds(),
          results.size(),
          contests.size(),
          contest.method().replaceAll(".*\\.(\\w+\\.\\w+)", "$1"),
          contest.parameters().values(),
          contest.callers(),
          contest.jvm(),
          Measure.format(MILLIS_PER_SECOND * Measure.callsPerMilli(result)));
    }
    return results;
  }

  /** Rivals are neighbours, in the other order in every second round. */
  private static List<Contest> contests(List<BenchmarkCase> some, int round) {
    Set<Contest> contests = new LinkedHashSet<>();
    some.forEach(row -> contests.addAll(row.contests()));
    List<Contest> ordered = new ArrayList<>(contests);
    if (round % 2 == 0) {
      Collections.reverse(ordered);
    }
    return ordered;
  }

  private RunResult run(Contest contest) throws RunnerException, IOException {
    List<String> jvm = new ArrayList<>(workbench.jvmArguments());
    jvm.add("-D" + ReplayBenchmark.CYCLES + "=" + arguments.cycles());
    jvm.add("--enable-native-access=ALL-UNNAMED");
    jvm.add(contest.jvm() == Jvm.SMALL_HEAP ? "-Xmx64m" : "-Xmx2g");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(contest.method().replace(".", "\\.") + "$")
            .forks(1)
            .threads(contest.callers())
            .mode(contest.mode())
            .timeUnit(TimeUnit.MILLISECONDS)
            .warmupTime(TimeValue.milliseconds(arguments.warmupMillis()))
            .warmupIterations(1)
            .measurementTime(TimeValue.milliseconds(arguments.measureMillis()))
            .measurementIterations(arguments.iterations())
            .timeout(TimeValue.minutes(10))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .addProfiler(WallTimeProfiler.class)
            .jvmArgs(jvm.toArray(String[]::new));
    contest.parameters().forEach(options::param);
    if (contest.jvm().countsFsync()) {
      options.jvm(disk.java(contest.jvm() == Jvm.SLOW_FSYNC)).addProfiler(FsyncProfiler.class);
    }
    return new Runner(options.build()).runSingle();
  }
}
