package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.ChangeFollower;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.PgBouncer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.postgresql.PGConnection;

/** Stores behind a PgBouncer in each of its modes. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has no sessions")
@EnabledIf("dev.ticketstore.tests.support.PgBouncer#isInstalled")
class PgBouncerTest extends TicketStoreContract {

  private static final int THREADS = 8;
  private static final int CALLS = 400;
  private static final int KEYS = 20;

  private PgBouncer transactions;

  @BeforeEach
  void startPooler() {
    transactions = PgBouncer.before(database, "transaction", "default_pool_size = 3");
  }

  @AfterEach
  void stopPooler() {
    transactions.close();
  }

  private TicketStore through(PgBouncer pooler, String parameters) {
    return TicketStore.builder()
        .url(pooler.url(database.url()) + parameters)
        .user(database.user())
        .password(database.password())
        .clock(clock)
        .maxClockSkew(Duration.ofDays(3_650))
        .open();
  }

  @Test
  void eachCallOfThePoolOfTheStoreCounts() throws Exception {
    try (TicketStore pooled = through(transactions, "")) {
      observeFromManyThreads(pooled);
    }
    assertCounted();
    assertNothingIsLeftInTheSessions();
  }

  @Test
  void eachCallOnConnectionsOfTheCallersCounts() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(transactions.url(database.url()));
    config.setUsername(database.user());
    config.setMaximumPoolSize(THREADS);
    try (HikariDataSource pool = new HikariDataSource(config);
        TicketStore pooled = TicketStore.builder().dataSource(pool).clock(clock).open()) {
      observeFromManyThreads(pooled);
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold()).isEqualTo(5);
      }
    }
    assertCounted();
    assertNothingIsLeftInTheSessions();
  }

  /** Writes and reads, each text often enough that the driver would name its statement. */
  private static void observeFromManyThreads(TicketStore pooled) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Ticket>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        Violation violation = storeDown("s" + i % KEYS, NOW);
        calls.add(
            threads.submit(
                () -> pooled.find(pooled.observe(violation).ticket().id()).orElseThrow()));
      }
      for (Future<Ticket> call : calls) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void assertCounted() {
    assertThat(store.list(TicketQuery.all()).tickets())
        .hasSize(KEYS)
        .extracting(Ticket::occurrenceCount)
        .containsOnly((long) CALLS / KEYS);
  }

  /** Other programs get the same sessions. */
  private void assertNothingIsLeftInTheSessions() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                transactions.url(database.url()), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 10; i++) {
        assertThat(text(statement, "show lock_timeout")).isEqualTo("0");
        assertThat(text(statement, "select count(*) from pg_prepared_statements")).isEqualTo("0");
        assertThat(text(statement, "select count(*) from pg_listening_channels()")).isEqualTo("0");
        assertThat(
                text(
                    statement,
                    "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"))
            .isEqualTo("0");
      }
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aFollowerReadsAgainAndAgainInsteadOfListening() throws Exception {
    try (TicketStore pooled = through(transactions, "");
        ChangeFollower follower = pooled.follow(pooled.latestCursor())) {
      long id = store.observe(storeDown("a", NOW)).ticket().id();

      assertThat(follower.next(Duration.ofSeconds(20)).events())
          .extracting(TicketEvent::ticketId)
          .contains(id);
      assertNothingIsLeftInTheSessions();
    }
  }

  @Test
  void aSessionForEachStatementIsRefused() {
    try (PgBouncer statements = PgBouncer.before(database, "statement")) {
      assertRefused(() -> through(statements, ""), "set its mode to transaction");
    }
  }

  @Test
  void aSearchPathThatThePoolerIgnoresIsRefused() {
    database.execute("create schema elsewhere");
    try (PgBouncer ignoring =
        PgBouncer.before(database, "transaction", "ignore_startup_parameters = search_path")) {
      assertRefused(() -> through(ignoring, "?currentSchema=elsewhere"), "ignores currentSchema");
    }
  }

  private static void assertRefused(Supplier<TicketStore> opening, String remedy) {
    DatabaseException thrown = catchThrowableOfType(DatabaseException.class, opening::get);

    assertThat(thrown.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(thrown).hasMessageContaining(remedy);
  }

  @Test
  void oneSessionForGoodWorksToo() throws Exception {
    try (PgBouncer sessions = PgBouncer.before(database, "session");
        TicketStore pooled = through(sessions, "")) {
      observeFromManyThreads(pooled);
    }
    assertCounted();
  }
}
