package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.BulkChange;
import dev.ticketstore.BulkReport;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A call that decides on a ticket which another transaction changes waits for that, and decides on
 * the ticket as it then is.
 */
class LockedRowsTest extends TicketStoreContract {

  private long id;

  @BeforeEach
  void openTicket() {
    id = store.observe(storeDown("a", NOW)).ticket().id();
  }

  @Test
  void aStepIsRefusedByWhatAnotherTransactionResolved() {
    CompletableFuture<StepResult> step =
        meanwhile(it -> it.resolve(id), () -> store.diagnose(id, "x"));

    assertThatThrownBy(step::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStepException.class);
    assertThat(store.find(id).orElseThrow().status()).isEqualTo(TicketStatus.RESOLVED);
  }

  @Test
  void aStepThatAnotherTransactionTookChangesNothing() {
    StepResult step = meanwhile(it -> it.hold(id), () -> store.hold(id)).join();

    assertThat(step.changed()).isFalse();
    assertThat(step.ticket().version()).isEqualTo(2);
  }

  @Test
  void timeOnHoldCountsOnce() {
    store.hold(id);
    clock.advance(Duration.ofHours(1));

    Ticket ticket =
        meanwhile(it -> it.unhold(id), () -> store.resolveAndReleaseHold(id)).join().ticket();

    assertThat(ticket.timeOnHold()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aCycleDoesNotResolveWhatAnotherTransactionHolds() {
    clock.advance(Duration.ofMinutes(1));
    CheckCycle cycle =
        new CheckCycle(
            "monitor",
            clock.instant(),
            CycleScope.everything().ofAnySource(),
            CycleOutcome.COMPLETE,
            List.of());

    List<Ticket> resolved =
        meanwhile(it -> it.hold(id), () -> store.reconcile(cycle)).join().resolved();

    assertThat(resolved).isEmpty();
    assertThat(store.find(id).orElseThrow().status()).isEqualTo(TicketStatus.OPEN);
  }

  @Test
  void aBulkStepSaysThatAnotherTransactionTookIt() {
    BulkReport report =
        meanwhile(
                it -> it.acknowledge(id),
                () ->
                    store.bulk(
                        BulkChange.of(BulkChange.Step.ACKNOWLEDGE).by("ann", null), List.of(id)))
            .join();

    assertThat(report.results())
        .extracting(BulkReport.Result::outcome)
        .containsExactly(BulkReport.Outcome.UNCHANGED);
  }

  /** Runs {@code call} while a transaction of the caller's has changed the ticket. */
  private <T> CompletableFuture<T> meanwhile(Consumer<TicketOperations> change, Supplier<T> call) {
    try (Connection connection = database.connectForTransactions()) {
      return database
          .dsl(connection)
          .transactionResult(
              transaction -> {
                change.accept(store.within(transaction));
                CompletableFuture<T> result = CompletableFuture.supplyAsync(call);
                awaitLock(result);
                return result;
              });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Until the server says that it waits. On SQLite it cannot begin before the commit. */
  private void awaitLock(CompletableFuture<?> call) throws SQLException {
    if (database.isPostgres()) {
      try (Connection connection = database.connect()) {
        DSLContext server = DSL.using(connection);
        while (!call.isDone() && server.fetch("select from pg_locks where not granted").isEmpty()) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
