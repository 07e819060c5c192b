package dev.ticketstore.tests.benchmark;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * All calls of an iteration by the time that it took. JMH adds up the callers' own rates, each over
 * the time in which it was measured, which for one that waits long for the others may be a moment.
 */
public final class WallTimeProfiler implements InternalProfiler {

  static final String LABEL = "calls";

  private static final double NANOS_PER_MILLI = 1e6;

  private long begin;

  @Override
  public String getDescription() {
    return "Calls by the time of the whole iteration";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    begin = System.nanoTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    return List.of(
        new ScalarResult(
            LABEL, result.getMetadata().getAllOps() / millis, "ops/ms", AggregationPolicy.AVG));
  }
}
