package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.schema.internal.Migration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Services of this release write all the time while the next two migrate the database, as
 * docs/migrations.md describes. {@code -Dmigration.rows=1000000} fills it with more tickets than a
 * build does.
 */
public class RollingUpgradeTest extends MigrationContract {

  private static final int ROWS = Integer.getInteger("migration.rows", 20_000);
  private static final int WRITERS = 2;
  private static final int KEYS = 20;

  /** No writer waits longer for all of a call. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicLong longestNanos = new AtomicLong();
  private volatile boolean stopped;

  @Test
  void oldAndNewWriteSideBySide() throws Exception {
    createMigratedDatabase();
    LargeTable.fill(database, ROWS);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> writers = new ArrayList<>();
    try (TicketStore old = open(SchemaPolicy.UPDATE)) {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(() -> write(old)));
      }
      awaitWrites();

      migrate(LaterRelease.EXPAND);
      awaitWrites();
      writeAsNew(1);
      try (TicketStore restarted = open(SchemaPolicy.UPDATE);
          TicketStore checked = open(SchemaPolicy.VALIDATE)) {
        observe(restarted, 0);
        observe(checked, 1);
      }
      writeAsNew(2);
      awaitWrites();
      stopped = true;
      for (Future<?> each : writers) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      stopped = true;
      threads.shutdown();
    }
    assertThat(query("select sum(occurrence_count) from tickets where status <> 'resolved'"))
        .isEqualTo(String.valueOf(acknowledged.get()));

    migrate(LaterRelease.CONTRACT);
    assertThat(query("select count(*) from ticket_events where actor_kind is null")).isEqualTo("0");
    DatabaseException refused =
        catchThrowableOfType(DatabaseException.class, () -> open(SchemaPolicy.UPDATE));
    assertThat(refused.reason()).isEqualTo(Reason.SCHEMA_NEWER);
  }

  private void migrate(LaterRelease release) throws SQLException {
    longestNanos.set(0);
    long begin = System.nanoTime();
    assertThat(release.with(Migrations.url(database), Migration::update)).isNotEmpty();
    System.out.printf(
        "%s: %s of %d tickets took %d ms; longest call of a writer %d ms%n",
        server,
        release.name(),
        ROWS,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
        TimeUnit.NANOSECONDS.toMillis(longestNanos.get()));
  }

  private TicketStore open(SchemaPolicy policy) {
    return TicketStore.builder()
        .url(database.url())
        .user(database.user())
        .password(database.password())
        .schemaPolicy(policy)
        .timeout(TIMEOUT)
        .open();
  }

  private Void write(TicketStore store) {
    for (int i = 0; !stopped; i++) {
      observe(store, i);
    }
    return null;
  }

  private void observe(TicketStore store, int number) {
    long begin = System.nanoTime();
    store.observe(
        Violation.of("no_heartbeat", "no heartbeat").storeId("s" + number % KEYS).build());
    longestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
    acknowledged.incrementAndGet();
  }

  private void awaitWrites() {
    int before = acknowledged.get();
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (acknowledged.get() < before + WRITERS) {
      assertThat(System.nanoTime()).as("time to the next write").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** The next release writes its column itself. */
  private void writeAsNew(int number) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into ticket_events (
              ticket_id, violation_key, kind, new_value, effective_at, recorded_at, actor, actor_kind)
          select ticket_id, violation_key, 'comment', 'of release %d', effective_at, recorded_at, 'ann', 'person'
          from ticket_events order by id limit 1"""
              .formatted(number));
    }
  }
}
