package dev.ticketstore.tests.benchmark;

import dev.ticketstore.StoreCopy;
import dev.ticketstore.TicketStore;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Copies a store into an empty database of the same kind. */
@State(Scope.Benchmark)
public class CopyBenchmark {

  /** How. */
  public enum Way {
    /** Into tables that are in use, and compares both stores. */
    STORE,
    /** A dump that is restored, with the programs of the database. */
    DUMP
  }

  @Param("STORE")
  Way way;

  @Param("SQLITE")
  Place place;

  @Param("OPEN_100_000")
  Content content;

  private BenchmarkDatabase from;
  private BenchmarkDatabase to;

  @Setup(Level.Trial)
  public void copySource() {
    from = BenchmarkDatabase.copy(place, content);
  }

  @Setup(Level.Invocation)
  public void makeTarget() {
    to =
        way == Way.STORE
            ? BenchmarkDatabase.copy(place, Content.EMPTY)
            : BenchmarkDatabase.blank(place);
  }

  @TearDown(Level.Invocation)
  public void deleteTarget() throws IOException {
    to.close();
  }

  @TearDown(Level.Trial)
  public void deleteSource() throws IOException {
    from.close();
  }

  @Benchmark
  public void copy() throws IOException, InterruptedException {
    if (way == Way.DUMP) {
      DumpPrograms.copy(from, to);
      return;
    }
    try (TicketStore source = from.openStore();
        TicketStore target = to.openStore()) {
      StoreCopy.copy(source, target, tickets -> {});
    }
  }
}
