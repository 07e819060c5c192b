package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Page;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A page of a long list. */
@State(Scope.Benchmark)
public class PageBenchmark {

  /** Which one. */
  public enum Which {
    FIRST,
    LAST
  }

  private static final int PAGE_SIZE = 50;

  @Param("FIRST")
  Which which;

  @Param("SQLITE")
  Place place;

  @Param("OPEN_1_000_000")
  Content content;

  private BenchmarkDatabase database;
  private TicketStore store;
  private TicketQuery query;

  @Setup(Level.Trial)
  public void open() {
    database = BenchmarkDatabase.copy(place, content);
    store = database.openStore();
    query = TicketQuery.builder().pageSize(PAGE_SIZE).build();
    if (which == Which.LAST) {
      // The one before the last, as that one may not be full.
      TicketQuery large = TicketQuery.builder().pageSize(1000).build();
      for (Page page = store.list(large); page.next() != null; page = store.list(large)) {
        query = query.toBuilder().after(page.next()).build();
        large = large.toBuilder().after(page.next()).build();
      }
    }
  }

  @TearDown(Level.Trial)
  public void close() throws Exception {
    store.close();
    database.close();
  }

  @Benchmark
  public Object list() {
    return store.list(query);
  }
}
