package dev.ticketstore.tests.benchmark;

import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.Violation;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Calls one build of the store, as often as it is told to by lines of standard input, and answers
 * each with the CPU time that it took. It runs with the classes of that build, so that it must use
 * only what all builds have; two methods that had other names are found by either.
 */
public final class CallingProcess {

  private static final int KEYS = 1_000;
  private static final String METRICS = "{\"p99_ms\":310.5,\"threshold_ms\":250,\"unit\":\"ms\"}";

  private static final MethodHandle STORE_ID = builderMethod("storeId", "store");
  private static final MethodHandle METRIC_SNAPSHOT = builderMethod("metricSnapshot", "metrics");

  private final String[] place;
  private final TicketStore store;
  private final SplittableRandom random = new SplittableRandom(1);
  private long last = KEYS;

  private CallingProcess(String... place) {
    this.place = place;
    this.store = open();
    this.store.observeAll(batch(0, KEYS));
  }

  /** Takes the name of a {@link PairedCase}, the URL and the user. */
  public static void main(String[] args) throws Exception {
    PairedCase row = PairedCase.valueOf(args[0]);
    CallingProcess process = new CallingProcess(args[1], args[2]);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int calls = Integer.parseInt(line);
      long before = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < calls; i++) {
        process.call(row);
      }
      System.out.println(threads.getCurrentThreadCpuTime() - before);
    }
    process.store.close();
  }

  private TicketStore open() {
    TicketStoreBuilder builder = TicketStore.builder().url(place[0]);
    return (place[1].isEmpty() ? builder : builder.user(place[1])).open();
  }

  private Object call(PairedCase row) {
    return switch (row) {
      case REPEAT, REPEAT_EQUAL, POSTGRESQL_REPEAT, POSTGRESQL_REPEAT_EQUAL ->
          store.observe(violation(random.nextInt(KEYS)).build());
      case NEW -> store.observe(violation(last++).build());
      case WITH_ID ->
          store.observe(violation(random.nextInt(KEYS)).observationId("o-" + last++).build());
      case BATCH_OF_16 -> store.observeAll(batch(random.nextInt(KEYS - 16), 16));
      case BATCH, POSTGRESQL_BATCH -> store.observeAll(batch(0, KEYS));
      case LIST -> store.list(TicketQuery.builder().pageSize(50).build());
      case OPEN -> {
        TicketStore again = open();
        again.close();
        yield again;
      }
    };
  }

  private static List<Violation> batch(int first, int count) {
    List<Violation> violations = new ArrayList<>();
    for (int key = first; key < first + count; key++) {
      violations.add(violation(key).build());
    }
    return violations;
  }

  private static Violation.Builder violation(long key) {
    String store = "tikv-" + key;
    Violation.Builder builder = Violation.of("high_latency", "p99 latency is 310 ms on " + store);
    try {
      Violation.Builder located = (Violation.Builder) STORE_ID.invokeExact(builder, store);
      return (Violation.Builder) METRIC_SNAPSHOT.invokeExact(located, METRICS);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle builderMethod(String name, String before) {
    MethodType type = MethodType.methodType(Violation.Builder.class, String.class);
    try {
      return MethodHandles.lookup().findVirtual(Violation.Builder.class, name, type);
    } catch (NoSuchMethodException e) {
      return name.equals(before) ? missing(e) : builderMethod(before, before);
    } catch (IllegalAccessException e) {
      return missing(e);
    }
  }

  private static MethodHandle missing(ReflectiveOperationException e) {
    throw new IllegalStateException(e);
  }
}
