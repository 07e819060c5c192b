package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.tests.support.JdbcProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** Pools and transactions of the caller's. */
class CallerConnectionsTest extends TicketStoreContract {

  private static final Duration SHORT = Duration.ofMillis(300);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAcknowledgedIsCommittedWhateverAutocommitIs(boolean autoCommit) throws Exception {
    try (HikariDataSource pool = pool(4, autoCommit);
        TicketStore other = TicketStore.open(pool)) {
      List<Observation> acknowledged = observeFromManyThreads(other);

      assertThat(acknowledged).hasSize(80);
      assertThat(store.list(TicketQuery.all()).tickets())
          .extracting(Ticket::occurrenceCount)
          .hasSize(20)
          .containsOnly(4L);
      long id = acknowledged.get(0).ticket().id();
      other.acknowledge(id);
      other.resolve(id);
      assertThat(store.find(id).orElseThrow().resolvedAt()).isNotNull();
    }
  }

  private static List<Observation> observeFromManyThreads(TicketStore other) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Observation>> calls =
          IntStream.range(0, 80)
              .mapToObj(i -> threads.submit(() -> other.observe(storeDown("s" + i % 20, NOW))))
              .toList();
      List<Observation> done = new ArrayList<>();
      for (Future<Observation> call : calls) {
        done.add(call.get());
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "a file is not behind a network")
  void aConnectionThatCannotBeMadeReadyGoesBack() {
    AtomicBoolean broken = new AtomicBoolean();
    try (HikariDataSource pool = pool(1, true)) {
      DataSource breaking =
          JdbcProxy.of(
              DataSource.class,
              pool,
              (method, arguments) ->
                  method.getName().equals("getConnection") && broken.get()
                      ? refusingPatience(pool.getConnection())
                      : JdbcProxy.invoke(pool, method, arguments));
      try (TicketStore other = TicketStore.builder().dataSource(breaking).timeout(SHORT).open()) {
        broken.set(true);

        for (int i = 0; i < 2; i++) {
          assertThatExceptionOfType(DatabaseException.class)
              .isThrownBy(() -> other.read(context -> context.fetchCount(TICKETS)))
              .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONNECTION_REFUSED));
        }
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        assertThat(other.observe(storeDown("a", NOW)).outcome())
            .isEqualTo(Observation.Outcome.CREATED);
      }
    }
  }

  /** Its statements cannot be given more time than the timeout. */
  private static Connection refusingPatience(Connection connection) {
    return JdbcProxy.of(
        Connection.class,
        connection,
        (method, arguments) -> {
          if (method.getName().equals("setNetworkTimeout") && arguments[1].equals(0)) {
            throw new SQLException("refused on purpose", "08006");
          }
          return JdbcProxy.invoke(connection, method, arguments);
        });
  }

  @Test
  void anotherTransactionsConnectionCommitsNothingOfTheStore() {
    try (HikariDataSource pool = pool(2, true)) {
      DataSource proxy = new TransactionAwareDataSourceProxy(pool);
      TransactionTemplate spring = new TransactionTemplate(new DataSourceTransactionManager(pool));
      try (TicketStore other = TicketStore.open(proxy)) {
        spring.executeWithoutResult(
            transaction -> {
              try (Connection connection = proxy.getConnection()) {
                execute(connection, "create table other_work (id integer)");
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
              assertThatExceptionOfType(DatabaseException.class)
                  .isThrownBy(() -> other.observe(storeDown("a", NOW)))
                  .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IN_TRANSACTION));
              transaction.setRollbackOnly();
            });
        Observation outside = other.observe(storeDown("a", NOW));
        assertThat(outside.outcome()).isEqualTo(Observation.Outcome.CREATED);
      }
    }
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(1);
    assertThat(store.<Integer>read(context -> context.meta().getTables("other_work").size()))
        .isZero();
  }

  @Test
  void aTransactionThatHasDoneNothingYetGoesOnAfterTheStoresOwn() {
    try (HikariDataSource pool = pool(2, true)) {
      DataSource proxy = new TransactionAwareDataSourceProxy(pool);
      TransactionTemplate spring = new TransactionTemplate(new DataSourceTransactionManager(pool));
      try (TicketStore other = TicketStore.open(proxy)) {
        spring.executeWithoutResult(
            transaction -> {
              other.observe(storeDown("a", NOW));
              transaction.setRollbackOnly();
            });
      }
    }
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(1);
  }

  @Test
  void theTimeoutLimitsTheWaitForALock() throws SQLException {
    store.observe(storeDown("a", NOW));
    try (HikariDataSource pool = pool(2, true);
        TicketStore other = TicketStore.builder().dataSource(pool).timeout(SHORT).open();
        Connection holder = database.connect()) {
      holder.setAutoCommit(false);
      execute(holder, "update tickets set message = 'held'");
      long begin = System.nanoTime();

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> other.observe(storeDown("a", NOW)))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      holder.rollback();
    }
  }

  @Test
  void theTimeoutLimitsTheWaitForAConnection() throws SQLException {
    try (HikariDataSource pool = pool(1, true);
        TicketStore other = TicketStore.builder().dataSource(pool).timeout(SHORT).open();
        Connection taken = pool.getConnection()) {
      assertThat(taken.isClosed()).isFalse();
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> other.observe(storeDown("a", NOW)))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.POOL_EXHAUSTED))
          .withMessageContaining("300 ms");
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void aThreadThatHoldsTheOnlyConnectionIsToldSo() {
    try (HikariDataSource pool = pool(1, true);
        TicketStore other = TicketStore.builder().dataSource(pool).timeout(SHORT).open();
        Stream<Ticket> open = other.stream(TicketQuery.all())) {
      assertThat(open.isParallel()).isFalse();
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> other.find(1))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.POOL_EXHAUSTED))
          .withMessageContaining("this thread holds 1 connection");
    }
  }

  @Test
  void aThreadWhoseTransactionHoldsTheOnlyConnectionIsToldHowToUseIt() throws SQLException {
    try (HikariDataSource pool = pool(1, false);
        TicketStore other = TicketStore.builder().dataSource(pool).timeout(SHORT).open();
        Connection connection = pool.getConnection()) {
      other.within(database.dsl(connection).configuration()).observe(storeDown("a", NOW));

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> other.observe(storeDown("b", NOW)))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.POOL_EXHAUSTED))
          .withMessageContainingAll("this thread holds a connection", "TicketStore.within");
      connection.rollback();
    }
  }

  @Test
  void anInterruptEndsTheWaitForAConnection() throws Exception {
    try (HikariDataSource pool = pool(1, true);
        TicketStore other = TicketStore.open(pool);
        Connection taken = pool.getConnection()) {
      assertThat(taken.isClosed()).isFalse();
      Thread.currentThread().interrupt();

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> other.find(1))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.INTERRUPTED));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private HikariDataSource pool(int size, boolean autoCommit) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database.dataSource());
    config.setMaximumPoolSize(size);
    config.setAutoCommit(autoCommit);
    return new HikariDataSource(config);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
