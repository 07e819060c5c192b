package dev.ticketstore.tests.benchmark;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What to run.
 *
 * @param smoke the short run of the rows that it has
 * @param rows which rows, by name
 * @param rounds how often each contestant runs
 * @param cycles the check cycles to replay
 * @param check whether a regression is measured again, and reported
 */
record Arguments(boolean smoke, Pattern rows, int rounds, Path cycles, boolean check) {

  private static final String USAGE =
      "expected [full|smoke] [--rows REGEX] [--rounds N] [--cycles FILE] [--check]";

  static Arguments parse(String... args) {
    boolean smoke = false;
    boolean check = false;
    Pattern rows = Pattern.compile("");
    int rounds = 0;
    Path cycles = Path.of("../samples/tikv-incident.ndjson");
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "smoke" -> smoke = true;
        case "full" -> smoke = false;
        case "--check" -> check = true;
        case "--rows" -> rows = Pattern.compile(value(args, ++i));
        case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
        case "--cycles" -> cycles = Path.of(value(args, ++i));
        default -> throw new IllegalArgumentException(USAGE + ", not " + args[i]);
      }
    }
    return new Arguments(smoke, rows, rounds > 0 ? rounds : smoke ? 1 : 3, cycles, check);
  }

  private static String value(String[] args, int i) {
    if (i == args.length) {
      throw new IllegalArgumentException(USAGE + ", but " + args[i - 1] + " has no value");
    }
    return args[i];
  }

  boolean wants(BenchmarkCase row) {
    return (row.smoke() || !smoke) && rows.matcher(row.name()).find();
  }

  int warmupMillis() {
    return 2_000;
  }

  int measureMillis() {
    return 1_000;
  }

  int iterations() {
    return smoke ? 1 : 3;
  }
}
