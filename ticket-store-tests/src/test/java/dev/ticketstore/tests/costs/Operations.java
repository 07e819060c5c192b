package dev.ticketstore.tests.costs;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import dev.ticketstore.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The calls that are measured. Each call of one kind finds what the calls before it found, so that
 * all cost the same.
 */
final class Operations {

  private static final int BATCH = 1_000;
  private static final int FOUND = 10;
  private static final int PAGE = 50;

  /** The number of batches after which PostgreSQL updates each row within its page. */
  private static final int SETTLED = 10;

  private static final Instant NOW = Instant.parse("2026-01-24T23:08:17.123456Z");

  private final TicketStore store;
  private final MutableClock clock;
  private final int times;
  private final Map<String, IntConsumer> calls = new LinkedHashMap<>();

  private Operations(TicketStore store, MutableClock clock, int times) {
    this.store = store;
    this.clock = clock;
    this.times = times;
  }

  /** A clock for the store that they call. */
  static MutableClock clock() {
    return new MutableClock(NOW);
  }

  /**
   * Prepares the tickets that they need.
   *
   * @param again opens the same store once more
   * @return the calls by name; each takes its number, from 0 to {@code times - 1}
   */
  static Map<String, IntConsumer> on(
      TicketStore store, MutableClock clock, Supplier<TicketStore> again, int times) {
    Operations operations = new Operations(store, clock, times);
    operations.addObserving();
    operations.addOthers(again);
    return operations.calls;
  }

  private void addObserving() {
    store.observe(violation("repeated", 0).build());
    for (int i = 0; i < SETTLED; i++) {
      store.observeAll(batch("all", 0, BATCH));
    }
    store.resolve(store.observe(violation("late", 0).build()).ticket().id());
    add("observe, new", i -> store.observe(violation("new", i).build()));
    add("observe, repeat", i -> store.observe(violation("repeated", 0).build()));
    add("observe, late", i -> store.observe(violation("late", 0).observedAt(NOW).build()));
    add("observe with id, new", i -> observeWithId("id", i, "new-" + i));
    add("observe with id, repeat", i -> observeWithId("repeated", 0, "repeat-" + i));
    add("observe with id, duplicate", i -> observeWithId("repeated", 0, "repeat-0"));
    add("observeAll of 1,000, new", i -> store.observeAll(batch("fresh", i * BATCH, BATCH)));
    add("observeAll of 1,000, repeats", i -> store.observeAll(batch("all", 0, BATCH)));
  }

  private void addOthers(Supplier<TicketStore> again) {
    List<Long> acknowledged = opened("acknowledged");
    List<Long> resolved = opened("resolved");
    store.observeAll(batch("cycle", 0, FOUND));
    add("acknowledge", i -> store.acknowledge(acknowledged.get(i)));
    add("resolve", i -> store.resolve(resolved.get(i)));
    add("reconcile, 10 repeats", i -> reconcile("cycle", batch("cycle", 0, FOUND)));
    add("reconcile, nothing found", i -> reconcile("healthy", List.of()));
    add("list, a page of 50", i -> store.list(TicketQuery.builder().pageSize(PAGE).build()));
    add("open, schema up to date", i -> again.get().close());
  }

  private void add(String name, IntConsumer call) {
    calls.put(
        name,
        i -> {
          clock.advance(Duration.ofMillis(1));
          call.accept(i);
        });
  }

  private void observeWithId(String kind, int number, String id) {
    store.observe(violation(kind, number).observationId(id).build());
  }

  private void reconcile(String invariant, List<Violation> found) {
    store.reconcile(
        new CheckCycle(
            "monitor",
            clock.instant(),
            CycleScope.invariants(List.of(invariant)),
            CycleOutcome.COMPLETE,
            found));
  }

  private List<Long> opened(String kind) {
    return batch(kind, 0, times).stream()
        .map(violation -> store.observe(violation).ticket().id())
        .toList();
  }

  private static List<Violation> batch(String kind, int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> violation(kind, i).build()).toList();
  }

  private static Violation.Builder violation(String kind, int number) {
    String store = "tikv-%07d".formatted(number);
    return Violation.of(kind, "p99 latency is 310 ms on " + store)
        .storeId(store)
        .severity(Severity.WARNING)
        .metricSnapshot("{\"p99_ms\":310.5,\"threshold_ms\":250,\"unit\":\"ms\"}");
  }
}
