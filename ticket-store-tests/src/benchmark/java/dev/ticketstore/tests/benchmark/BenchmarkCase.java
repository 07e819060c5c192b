package dev.ticketstore.tests.benchmark;

import java.util.List;

/**
 * A row of the table.
 *
 * @param what is done
 * @param against whom
 * @param threshold what must be reached; NaN where it is told for comparison only
 * @param smoke whether the short run has it
 */
record BenchmarkCase(
    String what,
    String against,
    Contest ours,
    Contest peers,
    Measure measure,
    double threshold,
    boolean smoke) {

  static BenchmarkCase of(String what, String against, Contest ours, Contest peers) {
    return new BenchmarkCase(what, against, ours, peers, Measure.SPEED, Double.NaN, false);
  }

  BenchmarkCase atLeast(double value) {
    return new BenchmarkCase(what, against, ours, peers, measure, value, smoke);
  }

  BenchmarkCase measuring(Measure other, double value) {
    return new BenchmarkCase(what, against, ours, peers, other, value, smoke);
  }

  BenchmarkCase inSmoke() {
    return new BenchmarkCase(what, against, ours, peers, measure, threshold, true);
  }

  String name() {
    return what + " / " + against;
  }

  /** Whether the other contestant is programs that may not be there. */
  boolean needsDumpPrograms() {
    return CopyBenchmark.Way.DUMP.name().equals(peers.parameters().get("way"));
  }

  Place place() {
    return Place.valueOf(ours.parameters().get("place"));
  }

  List<Contest> contests() {
    return List.of(ours, peers);
  }
}
