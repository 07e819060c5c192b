package dev.ticketstore.tests.benchmark;

import dev.ticketstore.tests.benchmark.Contest.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  private final Arguments arguments;
  private final List<Row> rows;
  private final Workbench workbench;
  private final SlowDisk disk;

  private Benchmarks(Arguments arguments, List<Row> rows, Workbench workbench, SlowDisk disk) {
    this.arguments = arguments;
    this.rows = rows;
    this.workbench = workbench;
    this.disk = disk;
  }

  public static void main(String[] args) throws Exception {
    Arguments arguments = Arguments.parse(args);
    List<Row> rows = Rows.all().stream().filter(arguments::wants).toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("No row is like " + arguments.rows());
    }
    Set<Place> places = EnumSet.noneOf(Place.class);
    Set<Content> contents = EnumSet.of(Content.EMPTY);
    for (Row row : rows) {
      for (Contest contest : row.contests()) {
        places.add(Place.valueOf(contest.parameters().get("place")));
        contents.add(Content.valueOf(contest.parameters().getOrDefault("content", "EMPTY")));
      }
    }
    Table table;
    try (Workbench workbench = Workbench.start(places)) {
      for (Place place : places) {
        workbench.prepare(place, contents);
      }
      SlowDisk disk =
          rows.stream().anyMatch(row -> row.ours().jvm().countsFsync())
              ? SlowDisk.build(Path.of("src/benchmark/c/fsync.c"), workbench.folder(Place.SQLITE))
              : null;
      table = new Benchmarks(arguments, rows, workbench, disk).run();
    }
    System.out.println(table);
    if (arguments.check() && !table.isWithoutRegression()) {
      System.exit(1);
    }
  }

  private Table run() throws RunnerException, IOException {
    Table table = new Table(rows);
    for (int round = 1; round <= arguments.rounds(); round++) {
      Map<Contest, RunResult> results = new LinkedHashMap<>();
      List<Contest> contests = contests(round);
      for (Contest contest : contests) {
        RunResult result = run(contest);
        results.put(contest, result);
        System.out.printf(
            "Round %d of %d, %d of %d: %s %s, callers %d, %s: %s calls/ms%n",
            round,
            arguments.rounds(),
            results.size(),
            contests.size(),
            contest.method().replaceAll(".*\\.(\\w+\\.\\w+)", "$1"),
            contest.parameters().values(),
            contest.callers(),
            contest.jvm(),
            Measure.format(Measure.callsPerMilli(result)));
      }
      table.add(results);
    }
    return table;
  }

  /** Rivals are neighbours, in the other order in every second round. */
  private List<Contest> contests(int round) {
    Set<Contest> contests = new LinkedHashSet<>();
    rows.forEach(row -> contests.addAll(row.contests()));
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
