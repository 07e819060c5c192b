package dev.ticketstore.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;

/** How much the tests with faults do, and how they say what they found. */
final class Faults {

  private static final boolean FULL = System.getProperty("faults", "full").equals("full");

  /** Printed with each result; {@code -Dfaults.seed} repeats it, as far as threads allow. */
  static final long SEED = Long.getLong("faults.seed", System.nanoTime());

  private static final long BEGIN = System.nanoTime();

  private Faults() {}

  /** A number for the full form, or for the short one. */
  static int count(int full, int brief) {
    return FULL ? full : brief;
  }

  static Random random() {
    return new Random(SEED);
  }

  /** Prints the result of a test, which fails unless all is as its callers were told. */
  static void report(String test, String faults, Findings findings) {
    print(test, faults + ", " + findings.line());
    assertThat(findings.wrong()).as("seed %d", SEED).isEmpty();
    assertThat(findings.isClean())
        .as("seed %d: %s %s", SEED, findings.line(), findings.untyped())
        .isTrue();
    assertThat(findings.acknowledged()).isPositive();
  }

  static void print(String test, String result) {
    System.out.printf(
        "%-34s %s (seed %d, %d s)%n",
        test + ":", result, SEED, Duration.ofNanos(System.nanoTime() - BEGIN).toSeconds());
  }
}
