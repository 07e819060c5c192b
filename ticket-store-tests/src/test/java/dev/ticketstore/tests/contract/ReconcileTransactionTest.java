package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.contract.internal.Poison;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A check cycle is one transaction of few statements, whatever its size. */
class ReconcileTransactionTest extends TicketStoreContract {

  private static CheckCycle complete(CycleScope scope, List<Violation> violations) {
    return new CheckCycle(
        "monitor-1",
        NOW.plusSeconds(60),
        scope,
        CycleOutcome.COMPLETE,
        violations,
        "cycle of " + violations.size());
  }

  private static List<Violation> down(int from, int until) {
    return IntStream.range(from, until).mapToObj(i -> storeDown("tikv-" + i, NOW)).toList();
  }

  private static CycleScope keysOf(List<Violation> violations) {
    return CycleScope.keys(violations.stream().map(Violation::violationKey).toList());
  }

  @Test
  void tenThousandViolationsAndScopeKeysTakeAsManyStatementsAsOne() throws SQLException {
    store.observeAll(down(0, 10_000));
    CycleScope scope = keysOf(down(0, 10_000));

    int ofOne = statements(complete(keysOf(down(0, 1)), down(10_000, 10_001)), 1, 1);
    int ofMany = statements(complete(scope, down(5_000, 15_000)), 10_000, 4_999);

    assertThat(ofMany).isEqualTo(ofOne).isLessThanOrEqualTo(6);
    assertThat(store.count())
        .containsEntry(TicketStatus.OPEN, 10_000L)
        .containsEntry(TicketStatus.RESOLVED, 5_000L);
  }

  /** How many statements jOOQ executes for a cycle, whose report is as expected. */
  private int statements(CheckCycle cycle, int observations, int resolved) throws SQLException {
    AtomicInteger executed = new AtomicInteger();
    try (Connection connection = database.connectForTransactions()) {
      DSLContext dsl = database.dsl(connection);
      dsl.configuration()
          .set(ExecuteListener.onExecuteStart(context -> executed.incrementAndGet()));
      CycleReport report =
          dsl.transactionResult(transaction -> store.within(transaction).reconcile(cycle));
      assertThat(report.observations()).hasSize(observations);
      assertThat(report.resolved()).hasSize(resolved);
    }
    return executed.get();
  }

  @Test
  void nothingHasChangedIfTheDatabaseRefusesToResolveOne() {
    store.observeAll(down(0, 3));
    List<Ticket> before = store.list(TicketQuery.all()).tickets();
    Poison.resolvingOf("tikv-1", database);
    CheckCycle cycle = complete(CycleScope.everything(), List.of(storeDown("new", NOW)));

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> store.reconcile(cycle))
        .withMessageContaining("poisoned");
    assertThat(store.list(TicketQuery.all()).tickets()).isEqualTo(before);

    Poison.remove(database);
    assertThat(store.reconcile(cycle).resolved()).hasSize(3);
  }

  @Test
  void nothingHasChangedIfTheDatabaseRefusesAViolation() {
    store.observeAll(down(0, 3));
    List<Ticket> before = store.list(TicketQuery.all()).tickets();
    Poison.insertsOf("new", database);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                store.reconcile(
                    complete(
                        CycleScope.everything(),
                        List.of(storeDown("a", NOW), storeDown("new", NOW)))));
    assertThat(store.list(TicketQuery.all()).tickets()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
  @OnlyOn(value = SQLDialect.POSTGRES, because = "its transactions have one isolation level")
  void higherIsolationLevelOfTheCallerIsRefusedBeforeAnythingIsWritten(int level)
      throws SQLException {
    store.observeAll(down(0, 3));
    List<Ticket> before = store.list(TicketQuery.all()).tickets();

    try (Connection connection = database.connectForTransactions()) {
      connection.setTransactionIsolation(level);
      database
          .dsl(connection)
          .transaction(
              transaction -> {
                assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(
                        () ->
                            store
                                .within(transaction)
                                .reconcile(
                                    complete(
                                        CycleScope.everything(), List.of(storeDown("a", NOW)))))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
                    .satisfies(e -> assertThat(e.isRetryable()).isFalse())
                    .withMessageContaining("READ COMMITTED");
                // The transaction is still good, and holds nothing of the cycle.
                assertThat(DSL.using(transaction).fetchValue(DSL.val(1))).isEqualTo(1);
              });
    }

    assertThat(store.list(TicketQuery.all()).tickets()).isEqualTo(before);
  }

  /** The store's own transaction has the level that a cycle needs, whatever the connection has. */
  @Test
  void connectionsAtSerializableReconcileInTheStoresOwnTransaction() throws SQLException {
    store.observeAll(down(0, 3));
    try (Connection connection = database.connect()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      try (TicketStore other =
          TicketStore.builder()
              .dataSource(new SingleConnectionDataSource(connection, true))
              .clock(clock)
              .maxClockSkew(Duration.ofDays(1))
              .open()) {
        CycleReport report = other.reconcile(complete(CycleScope.everything(), down(0, 1)));

        assertThat(report.resolved()).hasSize(2);
      }
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
    }
  }
}
