package dev.ticketstore.tests.costs;

import com.sun.management.ThreadMXBean;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.testkit.MutableClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Prints the bytes that the calling thread allocates for each call: the median of some, after
 * others that load classes and fill caches. Nothing is optimized away in a process that compiles
 * with C1 only, so that they are the same on every run.
 */
final class AllocatingProcess {

  private static final int UNMEASURED = 5;
  private static final int MEASURED = 5;

  private AllocatingProcess() {}

  /** Takes the URL, user and password. */
  public static void main(String[] args) {
    MutableClock clock = Operations.clock();
    Supplier<TicketStore> stores = () -> store(args).clock(clock).open();
    try (TicketStore store = stores.get()) {
      Operations.on(store, clock, stores, UNMEASURED + MEASURED)
          .forEach((name, call) -> System.out.println(name + "|" + allocated(call)));
    }
  }

  private static TicketStoreBuilder store(String[] args) {
    TicketStoreBuilder builder =
        TicketStore.builder().url(args[0]).maxClockSkew(Duration.ofDays(3_650));
    return args[1].isEmpty() ? builder : builder.user(args[1]).password(args[2]);
  }

  private static long allocated(IntConsumer call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < UNMEASURED; i++) {
      call.accept(i);
    }
    long[] bytes = new long[MEASURED];
    for (int i = 0; i < MEASURED; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      call.accept(UNMEASURED + i);
      bytes[i] = threads.getCurrentThreadAllocatedBytes() - before;
    }
    Arrays.sort(bytes);
    return bytes[MEASURED / 2];
  }
}
