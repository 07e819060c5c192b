package dev.ticketstore.tests.databases;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.model.CycleOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/** Locks are held as long as a call takes, and waited for as long as the timeout says. */
class LockTrapsTest extends TicketStoreContract {

  @Test
  void noLockIsHeldBetweenCalls() throws SQLException {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    writeWithoutWaiting();
    store.observeAll(List.of(storeDown("a", NOW), storeDown("b", NOW)));
    writeWithoutWaiting();
    store.hold(id);
    writeWithoutWaiting();
    assertThatThrownBy(() -> store.resolve(id)).isInstanceOf(TicketHeldException.class);
    writeWithoutWaiting();
    store.reconcile(
        new CheckCycle("monitor", NOW, CycleScope.everything(), CycleOutcome.COMPLETE, List.of()));
    writeWithoutWaiting();
    store.read(dsl -> dsl.fetchCount(TICKETS));
    writeWithoutWaiting();
  }

  @Test
  void readerKeepsItsSnapshotAndStopsNoWriter() {
    store.observe(storeDown("a", NOW));

    assertThat(
            store.<List<Integer>>read(
                dsl -> {
                  int before = dsl.fetchCount(TICKETS);
                  store.observe(storeDown("b", NOW));
                  return List.of(before, dsl.fetchCount(TICKETS));
                }))
        .containsExactly(1, 1);
    assertThat(store.<Integer>read(dsl -> dsl.fetchCount(TICKETS))).isEqualTo(2);
  }

  /**
   * The connection that has updated the schema is one of the pool's, and a lock's timeout its own.
   */
  @Test
  void timeoutHoldsOnEachConnection() throws Exception {
    try (TicketStore one =
            database.store().maxConnections(1).timeout(Duration.ofMillis(300)).open();
        Connection other = database.connect()) {
      one.observe(storeDown("a", NOW));
      DSLContext dsl = database.dsl(other);
      dsl.execute(database.isSqlite() ? "begin immediate" : "begin");
      dsl.execute("update tickets set message = 'mine'");

      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () ->
              assertThatThrownBy(() -> one.observe(storeDown("a", NOW)))
                  .isInstanceOfSatisfying(
                      DatabaseException.class,
                      e -> {
                        assertThat(e.reason()).isEqualTo(Reason.LOCKED);
                        assertThat(e.isRetryable()).isTrue();
                      }));
      dsl.execute("rollback");
      assertThat(one.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(2);
    }
  }

  private void writeWithoutWaiting() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          database.isSqlite() ? "pragma busy_timeout = 0" : "set lock_timeout = '1ms'");
      statement.execute("update tickets set message = message || '.'");
    }
  }
}
