package dev.ticketstore.tests.benchmark;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What to run.
 *
 * @param smoke the short run of the rows that it has
 * @param rows which rows, by name
 * @param rounds how often each contestant or build runs; 0 for the default
 * @param cycles the check cycles to replay
 * @param against the commit whose build is compared with this one; empty for none
 * @param check whether the rows of the table run beside that comparison
 */
record Arguments(
    boolean smoke, Pattern rows, int rounds, Path cycles, String against, boolean check) {

  private static final String USAGE =
      "expected [full|smoke] [--rows REGEX] [--rounds N] [--cycles FILE] [--against COMMIT] [--check]";

  static Arguments parse(String... args) {
    boolean smoke = false;
    boolean check = false;
    Pattern rows = Pattern.compile("");
    int rounds = 0;
    String against = "";
    Path cycles = Path.of("../samples/tikv-incident.ndjson");
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "smoke" -> smoke = true;
        case "full" -> smoke = false;
        case "--check" -> check = true;
        case "--against" -> against = value(args, ++i);
        case "--rows" -> rows = Pattern.compile(value(args, ++i));
        case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
        case "--cycles" -> cycles = Path.of(value(args, ++i));
        default -> throw new IllegalArgumentException(USAGE + ", not " + args[i]);
      }
    }
    return new Arguments(smoke, rows, rounds, cycles, against, check);
  }

  private static String value(String[] args, int i) {
    if (i == args.length) {
      throw new IllegalArgumentException(USAGE + ", but " + args[i - 1] + " has no value");
    }
    return args[i];
  }

  /** Whether contestants are compared, and not only builds. */
  boolean comparesContestants() {
    return against.isEmpty() || check;
  }

  /** How often each contestant runs. */
  int tableRounds() {
    return rounds > 0 ? rounds : smoke ? 1 : 3;
  }

  /** How often each build runs. */
  int pairedRounds() {
    return rounds > 0 ? rounds : smoke ? 5 : 9;
  }

  /** How often it runs before. */
  int pairedWarmup() {
    return smoke ? 3 : 5;
  }

  boolean wants(PairedCase row) {
    return (row.smoke() || !smoke) && rows.matcher(row.title()).find();
  }

  boolean wants(BenchmarkCase row) {
    return (row.smoke() || !smoke) && rows.matcher(row.name()).find();
  }

  /** Two seconds leave the store, which has more code than its peers, half compiled. */
  int warmupMillis() {
    return smoke ? 2_000 : 6_000;
  }

  int measureMillis() {
    return 1_000;
  }

  int iterations() {
    return smoke ? 1 : 3;
  }
}
