package dev.ticketstore.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ticketstore.Violation;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.contract.internal.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * Three transactions meet at one key between the look of an upsert and its insert, which they reach
 * at will in the order in which PostgreSQL fills the indexes of a table: the one of their creation.
 */
@OnlyOn(value = SQLDialect.POSTGRES, because = "its writers take turns")
class UpsertRaceTest extends TicketStoreContract {

  private static final String UNIQUE_VIOLATION = "23505";

  /**
   * One looks for a ticket and finds none; another opens it; a third repeats it with an entry for
   * each index, as its earlier time is in one of them. The first may fail, but not wait for the
   * third while that waits for the first.
   */
  @Test
  void anUpsertThatComesTooLateLocksNobodyOut() throws Exception {
    stopBeforeTheUniqueIndexes();
    try (Connection first = waitingFor(1);
        Connection third = waitingFor(2);
        Connection main = database.connect()) {
      DSLContext locks = DSL.using(main);
      locks.execute("select pg_advisory_lock(1), pg_advisory_lock(2)");
      CompletableFuture<Void> opening = observing(first, NOW);
      awaitWaiting(locks, "advisory", 1);
      store.observe(storeDown("a", NOW));
      CompletableFuture<Void> repeating = observing(third, NOW.minusSeconds(60));
      awaitWaiting(locks, "advisory", 2);

      locks.execute("select pg_advisory_unlock(1)");
      awaitWaiting(locks, "transactionid", 1);
      locks.execute("select pg_advisory_unlock(2)");

      repeating.get(30, TimeUnit.SECONDS);
      Throwable refused = catchThrowable(() -> opening.get(30, TimeUnit.SECONDS));
      assertThat(refused)
          .rootCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(UNIQUE_VIOLATION));
    }
  }

  /** Adds an index before the unique ones, whose order stays, and lets it wait for a lock. */
  private void stopBeforeTheUniqueIndexes() throws SQLException {
    try (Connection connection = database.connect()) {
      DSLContext dsl = DSL.using(connection);
      List<String> unique =
          dsl.fetch(
                  "select pg_get_indexdef(indexrelid) from pg_index"
                      + " where indrelid = 'tickets'::regclass and indisunique and not indisprimary"
                      + " order by indexrelid")
              .map(row -> row.get(0, String.class));
      assertThat(unique).hasSize(2);
      dsl.execute(
          "create function wait_for_lock(key text) returns text immutable language plpgsql as $$"
              + " declare number bigint := nullif(current_setting('test.lock', true), '');"
              + " begin if number is not null then perform pg_advisory_xact_lock_shared(number);"
              + " end if; return key; end $$");
      dsl.execute("create index waiting on tickets (wait_for_lock(violation_key))");
      dsl.execute("drop index idx_tickets_open_violation, idx_tickets_episode");
      unique.forEach(dsl::execute);
    }
  }

  private Connection waitingFor(int lock) throws SQLException {
    Connection connection = database.connectForTransactions();
    DSL.using(connection).execute("set test.lock = " + lock);
    return connection;
  }

  private CompletableFuture<Void> observing(Connection connection, Instant at) {
    Violation violation = storeDown("a", at);
    return CompletableFuture.runAsync(
        () ->
            database
                .dsl(connection)
                .transaction(
                    transaction -> store.within(transaction).observeAll(List.of(violation))));
  }

  private static void awaitWaiting(DSLContext server, String lock, int count) throws Exception {
    Waiting.until(
        Duration.ofSeconds(30),
        count + " that wait for " + lock,
        () -> waiting(server, lock) == count);
  }

  private static int waiting(DSLContext server, String lock) {
    return server
        .fetch(
            "select from pg_locks join pg_stat_activity using (pid)"
                + " where not granted and locktype = ? and datname = current_database()",
            lock)
        .size();
  }
}
