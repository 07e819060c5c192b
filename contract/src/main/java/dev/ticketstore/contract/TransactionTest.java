package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.contract.internal.Poison;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store's operations within a transaction of the caller's. */
class TransactionTest extends TicketStoreContract {

  private static final Table<?> OUTBOX = DSL.table("outbox");
  private static final Field<Long> TICKET_ID = DSL.field("ticket_id", SQLDataType.BIGINT);

  private Connection connection;
  private DSLContext dsl;

  @BeforeEach
  void connect() throws SQLException {
    database.execute("create table outbox (ticket_id bigint not null)");
    connection = database.connectForTransactions();
    dsl = database.dsl(connection);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private List<Long> outbox() throws SQLException {
    try (Connection other = database.connect()) {
      return database.dsl(other).select(TICKET_ID).from(OUTBOX).fetch(TICKET_ID);
    }
  }

  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void commitKeepsTheTicketTogetherWithTheCallersRow() throws SQLException {
    Observation seen =
        dsl.transactionResult(
            transaction -> {
              Observation observation = store.within(transaction).observe(storeDown("a", NOW));
              transaction
                  .dsl()
                  .insertInto(OUTBOX, TICKET_ID)
                  .values(observation.ticket().id())
                  .execute();
              assertThat(store.find(observation.ticket().id())).isEmpty();
              return observation;
            });

    assertThat(seen.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(store.find(seen.ticket().id())).contains(seen.ticket());
    assertThat(outbox()).containsExactly(seen.ticket().id());
  }

  @Test
  void rollbackUndoesTheTicketTogetherWithTheCallersRow() throws SQLException {
    Ticket before = store.observe(storeDown("a", NOW)).ticket();

    assertThatExceptionOfType(Undo.class)
        .isThrownBy(
            () ->
                dsl.transaction(
                    transaction -> {
                      TicketOperations tickets = store.within(transaction);
                      tickets.observe(storeDown("a", NOW));
                      tickets.observe(storeDown("b", NOW));
                      tickets.resolve(before.id());
                      transaction.dsl().insertInto(OUTBOX, TICKET_ID).values(1L).execute();
                      throw new Undo();
                    }));

    assertThat(store.list(TicketQuery.all()).tickets()).containsExactly(before);
    assertThat(outbox()).isEmpty();
  }

  @Test
  void everyOperationWorksInIt() {
    dsl.transaction(
        transaction -> {
          TicketOperations tickets = store.within(transaction);
          long a = tickets.observe(storeDown("a", NOW)).ticket().id();
          List<Observation> more =
              tickets.observeAll(
                  List.of(storeDown("b", NOW), storeDown("c", NOW), storeDown("b", NOW)));
          assertThat(more)
              .extracting(each -> each.ticket().occurrenceCount())
              .containsExactly(2L, 1L, 2L);
          assertThat(tickets.acknowledge(a).changed()).isTrue();
          assertThat(tickets.diagnose(a, "a cause").changed()).isTrue();
          assertThat(tickets.hold(a).changed()).isTrue();
          assertThat(tickets.unhold(a).changed()).isTrue();
          assertThat(tickets.resolve(a).changed()).isTrue();
          long b = more.get(0).ticket().id();
          tickets.hold(b);
          assertThat(tickets.resolveAndReleaseHold(b).changed()).isTrue();
          assertThat(
                  tickets
                      .reconcile(
                          new CheckCycle(
                              "monitor-1",
                              NOW,
                              CycleScope.everything(),
                              CycleOutcome.COMPLETE,
                              List.of(storeDown("d", NOW))))
                      .resolved())
              .extracting(Ticket::storeId)
              .containsExactly("c");
          assertThat(tickets.find(a).map(Ticket::status)).contains(TicketStatus.RESOLVED);
          assertThat(tickets.findUnresolved("store_down:d")).isPresent();
          assertThat(tickets.list(TicketQuery.all()).tickets()).hasSize(4);
          assertThat(tickets.count())
              .containsEntry(TicketStatus.OPEN, 1L)
              .containsEntry(TicketStatus.RESOLVED, 3L);
        });

    assertThat(store.count()).containsEntry(TicketStatus.RESOLVED, 3L);
  }

  @Test
  void refusedOperationLeavesTheTransactionUsable() {
    long held = store.observe(storeDown("held", NOW)).ticket().id();
    store.diagnose(held, "a cause");
    store.hold(held);

    dsl.transaction(
        transaction -> {
          TicketOperations tickets = store.within(transaction);
          tickets.observe(storeDown("before", NOW));
          assertThatExceptionOfType(UnknownTicketException.class)
              .isThrownBy(() -> tickets.resolve(-1));
          assertThatExceptionOfType(IllegalStepException.class)
              .isThrownBy(() -> tickets.acknowledge(held));
          assertThatExceptionOfType(TicketHeldException.class)
              .isThrownBy(() -> tickets.resolve(held));
          assertThatExceptionOfType(InvalidInputException.class)
              .isThrownBy(() -> tickets.diagnose(held, " "));
          assertThatExceptionOfType(InvalidInputException.class)
              .isThrownBy(() -> tickets.list(TicketQuery.builder().after("garbled").build()));
          tickets.observe(storeDown("after", NOW));
        });

    assertThat(store.findUnresolved("store_down:before")).isPresent();
    assertThat(store.findUnresolved("store_down:after")).isPresent();
  }

  @Test
  void nestedTransactionRollsBackByItself() {
    dsl.transaction(
        outer -> {
          store.within(outer).observe(storeDown("outer", NOW));
          assertThatExceptionOfType(Undo.class)
              .isThrownBy(
                  () ->
                      outer
                          .dsl()
                          .transaction(
                              inner -> {
                                store.within(inner).observe(storeDown("inner", NOW));
                                throw new Undo();
                              }));
        });

    assertThat(store.findUnresolved("store_down:outer")).isPresent();
    assertThat(store.findUnresolved("store_down:inner")).isEmpty();
  }

  @Test
  void settingsOfTheCallerNeitherDisturbTheStoreNorAreChanged() {
    Settings settings =
        new Settings()
            .withRenderSchema(true)
            .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.ALWAYS);
    dsl.configuration().set(settings);

    List<Observation> seen =
        dsl.transactionResult(
            transaction ->
                store
                    .within(transaction)
                    .observeAll(
                        List.of(storeDown("a", NOW), storeDown("b", NOW), storeDown("a", NOW))));

    assertThat(seen).extracting(each -> each.ticket().storeId()).containsExactly("a", "b", "a");
    assertThat(dsl.settings().isRenderSchema()).isTrue();
    assertThat(dsl.settings().getFetchTriggerValuesAfterReturning())
        .isEqualTo(FetchTriggerValuesAfterReturning.ALWAYS);
  }

  @Test
  void whatTheDatabaseRefusesInItIsADatabaseException() {
    Poison.insertsOf("y", database);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                dsl.transaction(
                    transaction -> {
                      store.within(transaction).observe(storeDown("a", NOW));
                      store.within(transaction).observe(storeDown("y", NOW));
                    }))
        .withMessageContaining("poisoned");

    assertThat(store.findUnresolved("store_down:a")).isEmpty();
  }

  @Test
  void connectionThatCommitsEachStatementIsRefused() throws SQLException {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    try (Connection other = database.connect()) {
      TicketOperations tickets = store.within(database.dsl(other).configuration());

      for (ThrowingCallable each :
          List.<ThrowingCallable>of(
              () -> tickets.observe(storeDown("b", NOW)),
              () -> tickets.resolve(id),
              () -> tickets.comment(id, "seen"),
              () -> tickets.find(id))) {
        assertThatExceptionOfType(InvalidInputException.class)
            .isThrownBy(each)
            .satisfies(e -> assertThat(e.field()).isEqualTo("transaction"))
            .withMessageContaining("auto-commit");
      }
      other.setAutoCommit(false);
      assertThat(tickets.resolve(id).changed()).isTrue();
      other.rollback();
    }
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(1);
    assertThat(store.history(id)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "MYSQL", "DEFAULT", "DUCKDB", "YUGABYTEDB"})
  void otherDialectIsRefused(SQLDialect other) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> store.within(DSL.using(connection, other).configuration()))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
        .withMessageContaining(other.getName());
  }
}
