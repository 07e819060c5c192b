package dev.ticketstore.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.RetryPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.tests.support.TcpProxy;
import dev.ticketstore.tests.support.TcpProxy.Direction;
import dev.ticketstore.tests.support.TcpProxy.Fault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight threads work through a proxy, with retries; the network, their sessions and the server
 * break.
 */
class ProxyFaults {

  private static final int THREADS = 8;
  private static final int LARGEST_OFFSET = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final RetryPolicy POLICY =
      new RetryPolicy(1_000, Duration.ofMinutes(2), Duration.ofMillis(10), Duration.ofMillis(500));

  /** What breaks. */
  private enum Kind {
    CUT,
    STALL,
    HALF_CLOSE,
    KILLED_BACKEND,
    CRASHED_SERVER
  }

  @TempDir Path folder;

  private final Random random = Faults.random();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private EmbeddedPostgres server;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws Exception {
    // Its own default loses the last commits when it crashes.
    server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
    proxy = new TcpProxy("127.0.0.1", server.getPort());
  }

  @AfterEach
  void stop() throws Exception {
    proxy.close();
    server.close();
  }

  private TicketStoreBuilder through(int port) {
    return TicketStore.builder()
        .url("jdbc:postgresql://127.0.0.1:" + port + "/postgres")
        .user("postgres")
        .password("postgres")
        .timeout(Duration.ofSeconds(1));
  }

  @Test
  void retriedCallsTakeEffectOnceWhateverBreaks() throws Exception {
    Path file = folder.resolve("ledger");
    int faults = Faults.count(200, 40);
    Map<Kind, Integer> struck = new EnumMap<>(Kind.class);
    Duration longest = Duration.ZERO;
    try (Ledger ledger = new Ledger(file);
        TicketStore store = through(proxy.port()).open();
        TicketStore old =
            through(proxy.port())
                .clock(Clock.fixed(Load.OLD, ZoneOffset.UTC))
                .maxConnections(2)
                .open()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Load load = new Load("t" + i, store.retrying(POLICY), () -> old, ledger, new Random(i));
        threads.add(new Thread(() -> work(load, ledger)));
      }
      threads.forEach(Thread::start);
      awaitProgress(ledger);
      for (int i = 0; i < faults; i++) {
        Kind kind = kind(i);
        strike(kind);
        struck.merge(kind, 1, Integer::sum);
        Duration took = awaitProgress(ledger);
        longest = took.compareTo(longest) > 0 ? took : longest;
        proxy.resume();
      }
      stopped.set(true);
      for (Thread each : threads) {
        each.join(PATIENCE.toMillis());
        assertThat(each.isAlive()).as("a call that waits without end").isFalse();
      }
    }
    try (Connection connection = connect()) {
      Faults.report(
          "Retries through a proxy",
          faults
              + " faults "
              + struck
              + ", longest without a success "
              + longest.toMillis()
              + " ms",
          LedgerCheck.compare(Told.of(List.of(file)), connection, SQLDialect.POSTGRES));
    }
  }

  /** One crash in twenty, as the server takes its time after it. */
  private Kind kind(int fault) {
    if (fault % 20 == 19) {
      return Kind.CRASHED_SERVER;
    }
    Kind[] kinds = {Kind.CUT, Kind.CUT, Kind.STALL, Kind.HALF_CLOSE, Kind.KILLED_BACKEND};
    return kinds[random.nextInt(kinds.length)];
  }

  private void strike(Kind kind) throws SQLException, InterruptedException {
    switch (kind) {
      case CUT -> strike(Fault.CUT);
      case STALL -> strike(Fault.STALL);
      case HALF_CLOSE -> strike(Fault.HALF_CLOSE);
      case KILLED_BACKEND ->
          query(
              "select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity"
                  + " where backend_type = 'client backend' and pid <> pg_backend_pid()"
                  + " order by random() limit 2) backends");
      case CRASHED_SERVER -> crash();
    }
  }

  private void strike(Fault fault) throws InterruptedException {
    Direction[] directions = Direction.values();
    int faults = proxy.faults();
    proxy.arm(fault, directions[random.nextInt(directions.length)], random.nextInt(LARGEST_OFFSET));
    long begin = System.nanoTime();
    while (proxy.faults() == faults) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("No traffic for a fault");
      }
      Thread.sleep(1);
    }
  }

  /** The server ends all sessions at once when one of its processes is killed, and recovers. */
  private void crash() throws SQLException {
    long pid = query("select pid from pg_stat_activity where backend_type = 'checkpointer'");
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  private long query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A server that recovers refuses for a while. */
  private Connection connect() throws SQLException {
    long begin = System.nanoTime();
    while (true) {
      try {
        return server.getPostgresDatabase().getConnection();
      } catch (SQLException e) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw e;
        }
      }
    }
  }

  private void work(Load load, Ledger ledger) {
    try {
      while (!stopped.get()) {
        load.step();
      }
    } catch (RuntimeException | Error e) {
      ledger.wrong(e.toString());
    }
  }

  /** Waits for calls of more than one thread. */
  private static Duration awaitProgress(Ledger ledger) throws InterruptedException {
    long begin = System.nanoTime();
    long before = ledger.acknowledged();
    while (ledger.acknowledged() < before + THREADS) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new AssertionError("No call succeeds after a fault");
      }
      Thread.sleep(1);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
