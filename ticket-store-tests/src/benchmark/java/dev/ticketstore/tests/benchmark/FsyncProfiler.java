package dev.ticketstore.tests.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** How often each call waited for the disk, from the file in which {@code fsync.c} counts. */
public final class FsyncProfiler implements InternalProfiler {

  static final String LABEL = "fsyncs";

  private long before;

  @Override
  public String getDescription() {
    return "Waits for the disk";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = count();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double each = (double) (count() - before) / result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, each, "fsyncs/op", AggregationPolicy.AVG));
  }

  private static long count() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    try (FileChannel file = FileChannel.open(Path.of(System.getenv("FSYNC_COUNT_FILE")))) {
      file.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.flip().getLong();
  }
}
