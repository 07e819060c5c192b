package dev.ticketstore.tests.contract;

import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static dev.ticketstore.jooq.Tables.TICKETS;
import static dev.ticketstore.tests.support.BreakingDataSource.Fault.AFTER_COMMIT;
import static dev.ticketstore.tests.support.BreakingDataSource.Fault.BEFORE_COMMIT;
import static dev.ticketstore.tests.support.BreakingDataSource.Fault.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Retention;
import dev.ticketstore.Ticket;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.tests.support.BreakingDataSource.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A repeated call takes effect once, whenever the connection breaks. */
class RetryTest extends BrokenConnections {

  private static Violation withId(String store, String id) {
    return Violation.of("store_down", "no heartbeat")
        .storeId(store)
        .observedAt(NOW)
        .observationId(id)
        .build();
  }

  private long count(String store) {
    return this.store.findUnresolved("store_down:" + store).map(Ticket::occurrenceCount).orElse(0L);
  }

  @Test
  void anObservationOfWhichNothingTookEffectIsMadeAgain() {
    connections.failNext(REFUSED, REFUSED);

    assertThat(retrying.observe(storeDown("a", NOW)).outcome()).isEqualTo(Outcome.CREATED);

    assertThat(connections.uses()).isEqualTo(3);
    assertThat(count("a")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void observationsWithIdsCountOnce(Fault fault) {
    connections.failNext(REFUSED, fault, REFUSED, fault);

    assertThat(retrying.observeAll(List.of(withId("a", "1"), withId("b", "2"))))
        .extracting(each -> each.outcome())
        .containsOnly(fault == AFTER_COMMIT ? Outcome.DUPLICATE : Outcome.CREATED);

    assertThat(connections.uses()).isEqualTo(5);
    assertThat(List.of(count("a"), count("b"))).containsOnly(1L);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void observationsOfWhichOneHasNoIdAreNotMadeAgainWhenTheirOutcomeIsUnknown(Fault fault) {
    connections.failNext(REFUSED, fault);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> retrying.observeAll(List.of(withId("a", "1"), storeDown("b", NOW))))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST);
              assertThat(e.isOutcomeUnknown()).isTrue();
              assertThat(e.getSuppressed())
                  .singleElement()
                  .isInstanceOfSatisfying(
                      DatabaseException.class,
                      first -> assertThat(first.reason()).isEqualTo(Reason.CONNECTION_REFUSED));
            });

    assertThat(connections.uses()).isEqualTo(2);
    assertThat(count("b")).isEqualTo(fault == AFTER_COMMIT ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void aCycleIsAppliedOnce(Fault fault) {
    store.observe(storeDown("b", NOW));
    clock.advance(Duration.ofSeconds(10));
    CheckCycle cycle =
        new CheckCycle(
            "monitor-1",
            NOW.plusSeconds(5),
            CycleScope.everything().ofAnySource(),
            CycleOutcome.COMPLETE,
            List.of(storeDown("a", NOW.plusSeconds(5))));
    connections.failNext(fault);

    CycleReport report = retrying.reconcile(cycle);

    assertThat(report.alreadyApplied()).isEqualTo(fault == AFTER_COMMIT);
    assertThat(report.resolved()).extracting(Ticket::storeId).containsExactly("b");
    assertThat(count("a")).isEqualTo(1);
  }

  @Test
  void aRejectedCallIsNotMadeAgain() {
    connections.failNext();

    assertThatExceptionOfType(UnknownTicketException.class)
        .isThrownBy(() -> retrying.acknowledge(7));

    assertThat(connections.uses()).isEqualTo(1);
  }

  @Test
  void readsAreMadeAgain() {
    store.observe(storeDown("a", NOW));
    connections.failNext(REFUSED, REFUSED);

    assertThat(retrying.find(1)).isPresent();

    assertThat(connections.uses()).isEqualTo(3);
    connections.failNext(REFUSED);
    assertThat(retrying.count()).containsEntry(TicketStatus.OPEN, 1L);
  }

  @Test
  void theLastFailureIsThrownWhenAllAttemptsFailed() {
    connections.failNext(REFUSED, REFUSED, REFUSED, REFUSED);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> broken.retrying(POLICY.withMaxAttempts(3)).observe(storeDown("a", NOW)))
        .satisfies(
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.CONNECTION_REFUSED);
              assertThat(e.getSuppressed()).hasSize(2);
            });

    assertThat(connections.uses()).isEqualTo(3);
    assertThat(count("a")).isZero();
  }

  @Test
  void anUnknownOutcomeStaysUnknownWhateverFailsLater() {
    connections.failNext(AFTER_COMMIT, REFUSED, REFUSED);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> broken.retrying(POLICY.withMaxAttempts(3)).observe(withId("a", "1")))
        .satisfies(
            e -> {
              assertThat(e.isOutcomeUnknown()).isTrue();
              assertThat(e.isRetryable()).isFalse();
            });

    assertThat(count("a")).isEqualTo(1);
  }

  @Test
  void aPurgeIsMadeAgain() {
    store.observe(withId("a", "1"));
    clock.advance(Duration.ofDays(1));
    connections.failNext(BEFORE_COMMIT, REFUSED);

    POLICY.retryIdempotent(
        () -> broken.purge(Retention.everythingBefore(clock.instant()), rows -> {}));

    assertThat(store.<Integer>read(dsl -> dsl.fetchCount(OBSERVATION_IDS))).isZero();
  }

  @Test
  void aTransactionOfTheCallersIsOneCall() throws Exception {
    try (var connection = database.connectForTransactions()) {
      int[] attempts = {0};

      Ticket ticket =
          POLICY.retry(
              () ->
                  database
                      .dsl(connection)
                      .transactionResult(
                          transaction -> {
                            Ticket seen =
                                store.within(transaction).observe(storeDown("a", NOW)).ticket();
                            if (attempts[0]++ == 0) {
                              throw new DatabaseException(Reason.CONFLICT, null, null);
                            }
                            return seen;
                          }));

      assertThat(attempts[0]).isEqualTo(2);
      assertThat(ticket.occurrenceCount()).isEqualTo(1);
    }
    assertThat(store.<Integer>read(dsl -> dsl.fetchCount(TICKETS))).isEqualTo(1);
  }
}
