package dev.ticketstore.tests.faults;

import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.tests.support.PgBouncer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * A cluster whose leader fails while writers observe. Each writer sends an observation again, under
 * its id, until it is acknowledged; so each counts once.
 */
@EnabledIf("dev.ticketstore.tests.faults.PatroniCluster#isThere")
class ClusterFaults {

  private static final List<PatroniCluster.Fault> FAULTS =
      List.copyOf(EnumSet.allOf(PatroniCluster.Fault.class));

  private static final int WRITERS = 8;
  private static final int KEYS = 10;
  private static final int CONNECTIONS = 4;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static PatroniCluster cluster;

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = new PatroniCluster();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static int faults() {
    return System.getProperty("faults", "full").equals("full") ? 20 : 1;
  }

  @Test
  void noObservationIsLostOrCountsTwiceWhenTheLeaderFails() throws Exception {
    run("Cluster, hosts in the URL", cluster.url(), faults());
  }

  @Test
  @EnabledIf("dev.ticketstore.tests.faults.HaProxy#isInstalled")
  void noObservationIsLostOrCountsTwiceThroughPgBouncerAndHaProxy() throws Exception {
    try (HaProxy balancer = HaProxy.before(cluster);
        PgBouncer pooler =
            PgBouncer.before(
                balancer.port(),
                "postgres",
                "postgres",
                "transaction",
                "server_login_retry = 1",
                "server_connect_timeout = 3",
                "query_wait_timeout = 5")) {
      run("Cluster, PgBouncer and HAProxy", pooler.url("/postgres"), 1);
    }
  }

  @Test
  void aStandbyCountsAndRefusesAWrite() throws InterruptedException {
    try (TicketStore primary = open(cluster.url());
        TicketStore standby =
            open(cluster.url().replace("targetServerType=primary", "targetServerType=secondary"))) {
      primary.observe(Violation.of("replicated", "no heartbeat").build());

      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (standby.findUnresolved("replicated").isEmpty()) {
        assertThat(System.nanoTime()).as("time to the standby").isLessThan(deadline);
        Thread.sleep(10);
      }
      DatabaseException thrown =
          catchThrowableOfType(
              DatabaseException.class,
              () -> standby.observe(Violation.of("replicated", "no heartbeat").build()));
      assertThat(thrown.reason()).isEqualTo(Reason.READ_ONLY);
    }
  }

  private static TicketStore open(String url) {
    return TicketStore.builder()
        .url(url)
        .user("postgres")
        .password("postgres")
        .maxConnections(CONNECTIONS)
        .timeout(TIMEOUT)
        .open();
  }

  private static void run(String test, String url, int faults) throws Exception {
    try (TicketStore store = open(url)) {
      Writers writers = new Writers(store, test);
      List<Long> outages = new ArrayList<>();
      Map<String, Integer> struck = new TreeMap<>();
      try {
        for (int i = 0; i < faults; i++) {
          PatroniCluster.Fault fault = FAULTS.get(i % FAULTS.size());
          writers.awaitSuccesses(WRITERS);
          int leader = cluster.leader();
          long begin = writers.beginRound();
          fault.strike(cluster, leader);
          awaitAnotherLeader(leader);
          writers.awaitSuccesses(2 * WRITERS);
          outages.add(writers.longestGapSince(begin));
          System.out.printf("  %s: %.1f s%n", fault, outages.get(i) / 1e9);
          fault.heal(cluster, leader);
          struck.merge(fault.toString(), 1, Integer::sum);
          cluster.awaitComplete();
          assertThat(writers.readOnly()).as("errors of a demoted primary").isLessThanOrEqualTo(CONNECTIONS);
        }
      } finally {
        writers.stop();
      }
      writers.report(test + ": " + faults + " faults " + struck, outages);
    }
  }

  private static void awaitAnotherLeader(int leader) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (int now = cluster.leader(); now < 0 || now == leader; now = cluster.leader()) {
      assertThat(System.nanoTime()).as("time to another leader").isLessThan(deadline);
      Thread.sleep(100);
    }
  }

  /** Threads that observe, with what they were told. */
  private static final class Writers {

    private final TicketStore store;
    private final String name;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<Reason, Integer> errors = new EnumMap<>(Reason.class);
    private final ConcurrentLinkedQueue<Long> successes = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final List<Future<?>> running = new ArrayList<>();
    private int readOnly;
    private volatile boolean stopped;

    private Writers(TicketStore store, String name) {
      this.store = store;
      this.name = name;
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        running.add(threads.submit(() -> write(writer)));
      }
    }

    private Void write(int writer) throws InterruptedException {
      for (int i = 0; !stopped; i++) {
        String id = name + " " + writer + "-" + i;
        Violation violation =
            Violation.of(name, "no heartbeat")
                .storeId("s" + i % KEYS)
                .observationId(id)
                .build();
        while (!isAcknowledged(violation)) {
          Thread.sleep(50);
        }
        acknowledged.add(id);
        successes.add(System.nanoTime());
      }
      return null;
    }

    /**
     * Not by a {@code RetryPolicy}, which does not repeat {@code READ_ONLY}: here each connection to
     * a demoted primary may give it once, and every error counts.
     */
    private boolean isAcknowledged(Violation violation) {
      try {
        store.observe(violation);
        return true;
      } catch (DatabaseException e) {
        count(e.reason());
        return false;
      }
    }

    private synchronized void count(Reason reason) {
      errors.merge(reason, 1, Integer::sum);
      readOnly += reason == Reason.READ_ONLY ? 1 : 0;
    }

    private synchronized int readOnly() {
      return readOnly;
    }

    private synchronized long beginRound() {
      readOnly = 0;
      successes.clear();
      return System.nanoTime();
    }

    private void awaitSuccesses(int more) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      int before = acknowledged.size();
      while (acknowledged.size() < before + more) {
        assertThat(System.nanoTime()).as("time to the next success, %s", errors).isLessThan(deadline);
        assertThat(running).noneMatch(Future::isDone);
        Thread.sleep(10);
      }
    }

    private long longestGapSince(long begin) {
      long last = begin;
      long longest = 0;
      for (long success : successes.stream().sorted().toList()) {
        longest = Math.max(longest, success - last);
        last = success;
      }
      return longest;
    }

    private void stop() throws InterruptedException {
      stopped = true;
      threads.shutdown();
    }

    /** Compares what the writers were told with what is there. */
    private void report(String what, List<Long> outages) throws Exception {
      for (Future<?> each : running) {
        each.get();
      }
      Set<String> found =
          store.read(
              context ->
                  new HashSet<>(
                      context
                          .select(OBSERVATION_IDS.OBSERVATION_ID)
                          .from(OBSERVATION_IDS)
                          .where(OBSERVATION_IDS.OBSERVATION_ID.startsWith(name + " "))
                          .fetch(OBSERVATION_IDS.OBSERVATION_ID)));
      long counted =
          store.read(
              context ->
                  context
                      .select(TICKETS.OCCURRENCE_COUNT)
                      .from(TICKETS)
                      .where(TICKETS.INVARIANT_NAME.eq(name))
                      .fetch(TICKETS.OCCURRENCE_COUNT)
                      .stream()
                      .mapToLong(Long::longValue)
                      .sum());
      Set<String> lost = new HashSet<>(acknowledged);
      lost.removeAll(found);
      long twice = counted - acknowledged.size();
      List<Long> sorted = outages.stream().sorted().toList();
      System.out.printf(
          "%s, acknowledged %d, found %d, lost %d, double %d; to the next success median %.1f s, longest %.1f s; errors"
              + " %s%n",
          what,
          acknowledged.size(),
          counted,
          lost.size(),
          twice,
          sorted.get(sorted.size() / 2) / 1e9,
          sorted.get(sorted.size() - 1) / 1e9,
          errors);
      assertThat(lost).isEmpty();
      assertThat(twice).isZero();
    }
  }
}
