package dev.ticketstore.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.Violation;
import dev.ticketstore.cli.input.BadLineException;
import dev.ticketstore.cli.input.ReplayEntry;
import dev.ticketstore.cli.input.ReplayReader;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.testkit.MutableClock;
import dev.ticketstore.contract.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Input, callers and clocks that do what they should not. */
@EveryDatabase
class HostileFaults {

  private static final int BATCH = 500;
  private static final Instant NOW = Instant.parse("2026-01-24T23:08:17.123456Z");

  @Parameter DatabaseServer server;

  private final Random random = Faults.random();
  private final HostileInput input = new HostileInput(random);
  private TestDatabase database;

  @BeforeEach
  void create() {
    database = server.createMigrated();
  }

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void eachViolationIsRejectedByNameOrStoredAsItIs() {
    int count = Faults.count(100_000, 5_000);
    Map<String, Integer> rejected = new TreeMap<>();
    int accepted = 0;
    try (TicketStore store = database.store().open()) {
      List<Violation> batch = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        try {
          batch.add(input.violation("h" + i));
        } catch (InvalidInputException e) {
          rejected.merge(e.field(), 1, Integer::sum);
        }
        if (batch.size() == BATCH || i == count - 1) {
          accepted += batch.size();
          storeAndRead(store, batch);
          batch.clear();
        }
      }
    }
    int refused = rejected.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(accepted + refused).isEqualTo(count);
    assertThat(accepted).isPositive();
    assertThat(refused).isPositive();
    Faults.print(
        "Hostile violations on " + server,
        count
            + " violations, stored and read "
            + accepted
            + ", rejected by name "
            + rejected
            + ", lost 0, untyped errors 0");
  }

  private void storeAndRead(TicketStore store, List<Violation> batch) {
    List<Observation> seen = store.observeAll(batch);
    for (int i = 0; i < batch.size(); i++) {
      Violation given = batch.get(i);
      assertThat(seen.get(i).outcome())
          .as("seed %d: %s", Faults.SEED, given)
          .isEqualTo(Outcome.CREATED);
      Ticket read = store.find(seen.get(i).ticket().id()).orElseThrow();
      assertThat(read.message()).isEqualTo(given.message());
      assertThat(read.violationKey()).isEqualTo(given.violationKey());
      assertThat(read.labels()).isEqualTo(given.labels());
      assertThat(read.metricSnapshot() == null).isEqualTo(given.metricSnapshot() == null);
    }
    assertThat(store.list(TicketQuery.builder().pageSize(BATCH).build()).tickets()).isNotEmpty();
  }

  @Test
  void eachLineIsACycleOrRejectedWithItsReason() throws IOException {
    int files = Faults.count(2_000, 200);
    int cycles = 0;
    int stored = 0;
    Map<String, Integer> refused = new TreeMap<>();
    try (TicketStore store = database.store().open()) {
      for (int i = 0; i < files; i++) {
        ReplayReader reader = new ReplayReader(new ByteArrayInputStream(file(i)));
        for (Optional<ReplayEntry> cycle = next(reader, refused);
            cycle.isPresent();
            cycle = next(reader, refused)) {
          cycles++;
          try {
            store.reconcile(((ReplayEntry.Cycle) cycle.get()).cycle());
            stored++;
          } catch (TicketStoreException e) {
            refused.merge(e.getClass().getSimpleName(), 1, Integer::sum);
          }
        }
      }
      assertThat(store.list(TicketQuery.all()).tickets()).isNotEmpty();
    }
    assertThat(refused).isNotEmpty();
    Faults.print(
        "Hostile NDJSON on " + server,
        files
            + " files, "
            + cycles
            + " cycles, "
            + stored
            + " stored, refused "
            + refused
            + ", untyped errors 0");
  }

  private static Optional<ReplayEntry> next(ReplayReader reader, Map<String, Integer> refused)
      throws IOException {
    try {
      return reader.next();
    } catch (BadLineException e) {
      refused.merge("BadLineException", 1, Integer::sum);
      return Optional.empty();
    }
  }

  private byte[] file(int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int line = 0; line < 5; line++) {
      out.writeBytes(input.line(number + "-" + line));
      out.write('\n');
    }
    return out.toByteArray();
  }

  @Test
  void callersOfALockedDatabaseAreAllToldSoInTime() throws Exception {
    int callers = Faults.count(2_000, 300);
    Duration timeout = Duration.ofSeconds(2);
    Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    long longest;
    try (TicketStore store = database.store().timeout(timeout).open();
        Connection holder = database.connect();
        Statement statement = holder.createStatement()) {
      store.observe(locked("first"));
      statement.execute(database.isSqlite() ? "begin immediate" : "begin");
      statement.execute("update tickets set message = 'held'");
      longest = call(store, callers, outcomes);
      statement.execute("rollback");

      assertThat(store.observe(locked("first")).outcome()).isEqualTo(Outcome.REPEATED);
      assertThat(store.findUnresolved("locked:s").orElseThrow().occurrenceCount()).isEqualTo(2);
    }
    assertThat(outcomes.keySet())
        .isSubsetOf("LOCKED", "POOL_EXHAUSTED", "StoreOverloadedException");
    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(callers);
    // A wait for a turn, and one for the lock; the rest is patience with a slow machine.
    assertThat(longest).isLessThan(timeout.multipliedBy(8).toMillis());
    Faults.print(
        "Locked database on " + server,
        callers
            + " callers, told "
            + outcomes
            + ", longest "
            + longest
            + " ms at a timeout of "
            + timeout.toMillis()
            + " ms, counted 0, untyped errors 0");
  }

  /** Every caller begins at once; the longest call in milliseconds. */
  private static long call(TicketStore store, int callers, Map<String, Integer> outcomes)
      throws InterruptedException {
    CountDownLatch begin = new CountDownLatch(1);
    List<Long> took = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Thread thread =
          new Thread(
              null,
              () -> {
                try {
                  begin.await();
                } catch (InterruptedException e) {
                  return;
                }
                long start = System.nanoTime();
                outcomes.merge(outcome(store), 1, Integer::sum);
                took.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
              },
              "caller",
              256 << 10);
      threads.add(thread);
      thread.start();
    }
    begin.countDown();
    for (Thread each : threads) {
      each.join();
    }
    return took.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static String outcome(TicketStore store) {
    try {
      return store.observe(locked("caller")).outcome().toString();
    } catch (DatabaseException e) {
      return e.reason().toString();
    } catch (RuntimeException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static Violation locked(String message) {
    return Violation.of("locked", message).storeId("s").build();
  }

  /** The store's clock and those of monitors jump by up to some years, both ways. */
  @Test
  void noClockThatJumpsSilencesAKey() {
    int jumps = Faults.count(3_000, 300);
    int late = 0;
    MutableClock clock = new MutableClock(NOW);
    try (TicketStore store =
        database.store().clock(clock).maxClockSkew(Duration.ofMinutes(5)).open()) {
      for (int i = 0; i < jumps; i++) {
        clock.advance(jump());
        String key = "s" + random.nextInt(5);
        Violation.Builder silent = Violation.of("silent", "m").storeId(key);
        Observation dated = store.observe(silent.observedAt(clock.instant().plus(jump())).build());
        late += dated.outcome() == Outcome.LATE ? 1 : 0;
        Observation seen = store.observe(silent.observedAt(null).build());
        assertThat(seen.outcome()).as("seed %d", Faults.SEED).isNotEqualTo(Outcome.LATE);
        if (random.nextInt(3) == 0) {
          Ticket resolved = store.resolve(seen.ticket().id()).ticket();
          assertThat(resolved.resolvedAt()).isAfterOrEqualTo(resolved.lastSeenAt());
        }
      }
    }
    Faults.print(
        "Clocks that jump on " + server,
        jumps
            + " jumps, late "
            + late
            + " of "
            + jumps
            + " with a time of their own, silenced 0,"
            + " untyped errors 0");
  }

  private Duration jump() {
    Duration[] sizes = {
      Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofDays(2), Duration.ofDays(900)
    };
    long most = sizes[random.nextInt(sizes.length)].toMillis();
    return Duration.ofMillis((long) ((random.nextDouble() * 2 - 1) * most));
  }
}
