package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Violation;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Callers that count one violation a call. */
@State(Scope.Benchmark)
public class ObserveBenchmark {

  @Param("STORE")
  Contestant contestant;

  @Param("SQLITE")
  Place place;

  @Param("EMPTY")
  Content content;

  /** How many keys the violations have, at random. */
  @Param("1000")
  int keys;

  /** Whether each violation has an id. */
  @Param("false")
  boolean ids;

  private BenchmarkDatabase database;
  private Observer observer;

  @Setup
  public void open() throws Exception {
    database = BenchmarkDatabase.copy(place, content);
    observer = contestant.open(database);
  }

  @TearDown
  public void close() throws Exception {
    observer.close();
    database.close();
  }

  /** A thread that calls. */
  @State(Scope.Thread)
  public static class Caller {

    private static final AtomicInteger CALLERS = new AtomicInteger();

    private final SplittableRandom random = new SplittableRandom(CALLERS.incrementAndGet());
    private final String prefix = UUID.randomUUID() + "-";
    private long calls;

    Violation next(int keys, boolean ids) {
      return Workload.violation(random.nextInt(keys))
          .observationId(ids ? prefix + calls++ : null)
          .build();
    }
  }

  @Benchmark
  public Object observe(Caller caller) throws Exception {
    return observer.observe(caller.next(keys, ids));
  }
}
