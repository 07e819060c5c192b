package dev.ticketstore.tests.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares this build with another one: both call in turns, so that a machine that is busy is busy
 * for both, and the least CPU time of some rounds counts, as noise only adds to it.
 */
final class PairedBenchmarks {

  private static final double REPORTED = 0.7;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final List<String> MODULES = List.of("schema", "codegen", "ticket-store");

  private final Arguments arguments;
  private final Path other;
  private final List<String> slower = new ArrayList<>();

  PairedBenchmarks(Arguments arguments) {
    this.arguments = arguments;
    this.other = Path.of("../target/against", arguments.against());
  }

  void run() throws IOException, SQLException {
    List<PairedCase> rows = Stream.of(PairedCase.values()).filter(arguments::wants).toList();
    try (BenchmarkServers servers =
        BenchmarkServers.start(rows.stream().map(PairedCase::place).collect(Collectors.toSet()))) {
      servers.useHere();
      System.out.printf(
          "%n| CPU of a call, µs | %.7s | this build | times as fast | rounds from ... to |%n",
          arguments.against());
      System.out.println("| --- | ---: | ---: | ---: | ---: |");
      for (PairedCase row : rows) {
        System.out.println(compare(row));
      }
    }
    System.out.println(
        slower.isEmpty()
            ? "No row is below 0.7 of " + arguments.against() + "."
            : "SLOWER, below 0.7 of " + arguments.against() + ": " + String.join("; ", slower));
  }

  private String compare(PairedCase row) throws IOException, SQLException {
    String now = System.getProperty("java.class.path");
    int rounds = arguments.pairedRounds();
    double[] theirs = new double[rounds];
    double[] ours = new double[rounds];
    try (PairedProcess before = new PairedProcess(row, row.equalBuilds() ? now : before(now));
        PairedProcess present = new PairedProcess(row, now)) {
      for (int round = -arguments.pairedWarmup(); round < rounds; round++) {
        boolean ahead = round % 2 == 0;
        double first = (ahead ? before : present).round();
        double second = (ahead ? present : before).round();
        if (round >= 0) {
          theirs[round] = ahead ? first : second;
          ours[round] = ahead ? second : first;
        }
      }
    }
    return line(row, theirs, ours);
  }

  private String line(PairedCase row, double[] theirs, double[] ours) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
    Arrays.sort(ratios);
    double least = Arrays.stream(theirs).min().orElseThrow();
    double ratio = least / Arrays.stream(ours).min().orElseThrow();
    if (ratio < REPORTED) {
      slower.add(row.title());
    }
    return "| %s | %s | %s | %s | %s ... %s |"
        .formatted(
            row.title(),
            Measure.format(least / NANOS_PER_MICRO),
            Measure.format(least / ratio / NANOS_PER_MICRO),
            Measure.format(ratio),
            Measure.format(ratios[0]),
            Measure.format(ratios[ratios.length - 1]));
  }

  /** The class path with the modules of the other build for those of this one. */
  private String before(String now) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String module : MODULES) {
      Path classes = other.resolve(module).resolve("target/classes").toAbsolutePath();
      if (!Files.isDirectory(classes)) {
        throw new IOException("There are no classes in " + classes);
      }
      paths.add(classes.toString());
    }
    for (String path : now.split(File.pathSeparator)) {
      if (MODULES.stream().noneMatch(module -> isOf(module, path))) {
        paths.add(path);
      }
    }
    return String.join(File.pathSeparator, paths);
  }

  private static boolean isOf(String module, String path) {
    return path.contains(File.separator + module + File.separator + "target" + File.separator)
        && !path.endsWith("test-classes");
  }
}
