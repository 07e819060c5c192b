package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.tests.databases.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong with a real server, and what the store says. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has no server")
class PostgresErrorTest extends TicketStoreContract {

  private static final Duration SHORT = Duration.ofMillis(250);

  @Test
  void roleWithoutAPrivilegeIsDenied() {
    store.observe(storeDown("a", NOW));
    String role = "reader_" + database.name();
    database.execute(
        "create role " + role + " login password 'x'",
        "grant select on all tables in schema public to " + role);

    try (TicketStore reader =
        database.store().user(role).password("x").schemaPolicy(SchemaPolicy.NONE).open()) {
      assertFails(Reason.PERMISSION_DENIED, false, () -> reader.observe(storeDown("a", NOW)));
      assertThat(reader.findUnresolved("store_down:a")).isPresent();
    } finally {
      database.execute("drop owned by " + role, "drop role " + role);
    }
  }

  @Test
  void statementAfterAFailedOneNamesTheFailedTransaction() throws SQLException {
    try (Connection connection = database.connect()) {
      DSLContext transaction = begun(connection);
      assertThatThrownBy(() -> transaction.execute("select nonsense"))
          .isInstanceOf(DataAccessException.class);

      assertFails(
          Reason.TRANSACTION_FAILED,
          false,
          () -> store.within(transaction.configuration()).observe(storeDown("a", NOW)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "53100, DISK_FULL, true, false",
    "57014, CANCELED, true, false",
    "57P02, CONNECTION_LOST, false, true",
    "57P03, CONNECTION_REFUSED, true, false",
    "58030, IO, false, true",
    "XX001, CORRUPT, false, true",
    "42501, PERMISSION_DENIED, false, false",
    "55P03, LOCKED, true, false",
    "99999, OTHER, false, true"
  })
  void statesOfTheServerHaveReasons(
      String state, Reason reason, boolean retryable, boolean outcomeUnknown) {
    database.execute(
        "create function fails() returns trigger language plpgsql as"
            + " $$ begin raise exception using errcode = '"
            + state
            + "'; end $$",
        "create trigger fails before insert on tickets execute function fails()");

    DatabaseException thrown =
        assertFails(reason, retryable, () -> store.observe(storeDown("a", NOW)));

    assertThat(thrown.isOutcomeUnknown()).isEqualTo(outcomeUnknown);
  }

  @Test
  void rowThatAnotherConnectionLocksMayBeTriedAgain() throws SQLException {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    try (TicketStore impatient = database.store().timeout(SHORT).open();
        Connection connection = database.connectForTransactions()) {
      database
          .dsl(connection)
          .transaction(
              other -> {
                other.dsl().selectFrom(TICKETS).forUpdate().fetch();
                assertFails(Reason.LOCKED, true, () -> impatient.resolve(id));
                assertFails(Reason.LOCKED, true, () -> impatient.observe(storeDown("a", NOW)));
                assertThat(impatient.observe(storeDown("b", NOW)).outcome())
                    .isEqualTo(Outcome.CREATED);
                assertThat(impatient.find(id).orElseThrow().occurrenceCount()).isEqualTo(1);
              });
      assertThat(impatient.resolve(id).changed()).isTrue();
    }
  }

  @Test
  void oneOfTwoTransactionsInADeadlockHasAConflict() throws SQLException {
    database.execute("alter database " + database.name() + " set deadlock_timeout = '20ms'");
    store.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW)));
    try (Connection first = database.connect();
        Connection second = database.connect()) {
      DSLContext one = begun(first);
      DSLContext other = begun(second);
      store.within(one.configuration()).observe(storeDown("a", NOW));
      store.within(other.configuration()).observe(storeDown("b", NOW));

      CompletableFuture<Boolean> crossing = CompletableFuture.supplyAsync(() -> commits(one, "b"));
      boolean otherCommitted = commits(other, "a");

      assertThat(crossing.join()).isNotEqualTo(otherCommitted);
    }
    assertThat(store.findUnresolved("store_down:a").orElseThrow().occurrenceCount()).isEqualTo(2);
    assertThat(store.findUnresolved("store_down:b").orElseThrow().occurrenceCount()).isEqualTo(2);
  }

  private DSLContext begun(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    return database.dsl(connection);
  }

  /** Whether a transaction commits, and does not end in a conflict. */
  private boolean commits(DSLContext transaction, String storeId) {
    DatabaseException thrown =
        catchThrowableOfType(
            DatabaseException.class,
            () -> store.within(transaction.configuration()).observe(storeDown(storeId, NOW)));
    transaction.execute("commit");
    if (thrown != null) {
      assertThat(thrown.reason()).isEqualTo(Reason.CONFLICT);
      assertThat(thrown.isRetryable()).isTrue();
    }
    return thrown == null;
  }

  @Test
  void connectionThatEndsWhileACallWaitsIsLostAndTheNextCallWorks() throws SQLException {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    try (Connection blocking = database.connect();
        Connection admin = database.connect()) {
      begun(blocking).selectFrom(TICKETS).forUpdate().fetch();

      CompletableFuture<DatabaseException> lost =
          CompletableFuture.supplyAsync(
              () -> assertFails(Reason.CONNECTION_LOST, false, () -> store.resolve(id)));
      // Until the call waits for the lock, there is nothing to end.
      String ended =
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and wait_event_type = 'Lock'";
      DSLContext dsl = database.dsl(admin);
      while (!lost.isDone() && dsl.fetch(ended).isEmpty()) {
        Thread.onSpinWait();
      }

      assertThat(lost.join()).hasMessageContaining("look before you repeat");
    }
    assertThat(store.find(id).orElseThrow().status()).isEqualTo(TicketStatus.OPEN);
    assertThat(store.resolve(id).changed()).isTrue();
  }

  /** Ends a connection and returns once it has ended: PostgreSQL 13 takes no time-out for that. */
  private void end(int pid) {
    database.execute(
        "select pg_terminate_backend(" + pid + ")",
        "do $$ begin while exists (select from pg_stat_activity where pid = "
            + pid
            + ") loop perform pg_sleep(0.01), pg_stat_clear_snapshot(); end loop; end $$");
  }

  @Test
  void connectionThatEndsBetweenTwoQueriesIsLostAndTheNextReadWorks() {
    assertFails(
        Reason.CONNECTION_LOST,
        false,
        () ->
            store.read(
                context -> {
                  int pid = context.fetchSingle("select pg_backend_pid()").get(0, Integer.class);
                  end(pid);
                  return context.fetchCount(TICKETS);
                }));

    assertThat(store.<Integer>read(context -> context.fetchCount(TICKETS))).isZero();
    assertThat(store.observe(storeDown("a", NOW)).outcome()).isEqualTo(Outcome.CREATED);
  }

  @ParameterizedTest
  @EnumSource
  void readOnlyServerReads(SchemaPolicy policy) {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    database.execute(
        "alter database " + database.name() + " set default_transaction_read_only = on");

    try (TicketStore readOnly = database.store().schemaPolicy(policy).open()) {
      assertThat(readOnly.find(id)).isPresent();
      assertThat(readOnly.count()).containsEntry(TicketStatus.OPEN, 1L);
      assertFails(Reason.READ_ONLY, false, () -> readOnly.observe(storeDown("a", NOW)));
      assertFails(Reason.READ_ONLY, false, () -> readOnly.resolve(id));
      assertThat(readOnly.find(id).orElseThrow().occurrenceCount()).isEqualTo(1);
    }
  }

  /** As on a primary that was demoted and runs on: the sessions that it has stay read-only. */
  @Test
  void readOnlySessionCostsEachPooledConnectionOneError() {
    String readOnly = "alter database " + database.name() + " set default_transaction_read_only";
    database.execute(readOnly + " = on");
    try (TicketStore pooled = database.store().schemaPolicy(SchemaPolicy.NONE).open()) {
      pooled.read(first -> pooled.read(second -> pooled.count()));
      database.execute("set default_transaction_read_only = off", readOnly + " = off");

      int errors = 0;
      while (!isWritten(pooled, "s" + errors)) {
        errors++;
        assertThat(errors).isLessThanOrEqualTo(3);
      }
      assertThat(errors).isBetween(1, 3);
      for (int i = 0; i < 20; i++) {
        pooled.observe(storeDown("after" + i, NOW));
      }
      assertThat(pooled.count()).containsEntry(TicketStatus.OPEN, 21L);
    }
  }

  private static boolean isWritten(TicketStore pooled, String storeId) {
    try {
      pooled.observe(storeDown(storeId, NOW));
      return true;
    } catch (DatabaseException e) {
      assertThat(e.reason()).isEqualTo(Reason.READ_ONLY);
      return false;
    }
  }

  @Test
  void callWithoutAFreeConnectionMayBeTriedAgain() {
    try (TicketStore small = database.store().maxConnections(1).timeout(SHORT).open()) {
      assertFails(Reason.POOL_EXHAUSTED, true, () -> small.read(context -> small.count()));
      assertFails(
          Reason.POOL_EXHAUSTED,
          true,
          () -> small.read(context -> small.observe(storeDown("a", NOW))));
      assertThat(small.count()).containsEntry(TicketStatus.OPEN, 0L);
    }
  }
}
