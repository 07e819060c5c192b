package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleReusedException;
import dev.ticketstore.CycleScope;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.jooq.tables.records.CheckCyclesRecord;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cycles are applied once, resolve their own, and leave what flaps alone. */
class CheckCycleTest extends TicketStoreContract {

  private static CheckCycle cycle(String source, int second, Violation... violations) {
    return new CheckCycle(
        source,
        NOW.plusSeconds(second),
        CycleScope.everything(),
        CycleOutcome.COMPLETE,
        List.of(violations),
        "cycle-" + second);
  }

  @Test
  void aCycleSentTwiceIsAppliedOnceAndGivesTheFirstReport() {
    store.observe(storeDown("a", NOW));
    CheckCycle cycle =
        cycle("m", 60, storeDown("b", NOW.plusSeconds(60)), storeDown("b", NOW.plusSeconds(60)))
            .withEnd(NOW.plusSeconds(61));

    CycleReport first = store.reconcile(cycle);
    CycleReport second = store.reconcile(cycle);

    assertThat(first.alreadyApplied()).isFalse();
    assertThat(second.alreadyApplied()).isTrue();
    assertThat(second.observations()).isEqualTo(first.observations());
    assertThat(second.resolved()).isEqualTo(first.resolved()).hasSize(1);
    CheckCyclesRecord stored = store.read(dsl -> dsl.fetchSingle(CHECK_CYCLES));
    assertThat(stored.getSource()).isEqualTo("m");
    assertThat(stored.getBatchKey()).isEqualTo("cycle-60");
    assertThat(stored.getStartedAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(stored.getEndedAt()).isEqualTo(NOW.plusSeconds(61));
    assertThat(stored.getOutcome()).isEqualTo(CycleOutcome.COMPLETE);
    assertThat(stored.getCreatedCount()).isEqualTo(1);
    assertThat(stored.getRepeatedCount()).isEqualTo(1);
    assertThat(stored.getResolvedCount()).isEqualTo(1);
    assertThat(store.reconcile(cycle("other", 60)).alreadyApplied()).isFalse();
  }

  @Test
  void cyclesWithoutABatchKeyThatDifferAreBothApplied() {
    CycleScope everything = CycleScope.everything();
    List<CheckCycle> cycles =
        Stream.of("a", "b", "c")
            .map(
                name ->
                    new CheckCycle(
                        "m", NOW, everything, CycleOutcome.PARTIAL, List.of(storeDown(name, NOW))))
            .toList();

    for (CheckCycle cycle : cycles) {
      assertThat(store.reconcile(cycle).observations())
          .extracting(Observation::outcome)
          .containsExactly(Outcome.CREATED);
    }
    for (CheckCycle cycle : cycles) {
      assertThat(store.reconcile(cycle).alreadyApplied()).isTrue();
    }
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(3);
  }

  @Test
  void otherContentUnderABatchKeyIsRejectedWithBothAndNothingIsWritten() {
    store.reconcile(cycle("m", 60, storeDown("a", NOW)));
    CheckCycle other =
        new CheckCycle(
            "m",
            NOW.plusSeconds(61),
            CycleScope.everything(),
            CycleOutcome.COMPLETE,
            List.of(),
            "cycle-60");

    assertThatThrownBy(() -> store.reconcileAll(List.of(cycle("m", 61), other)))
        .isInstanceOfSatisfying(
            CycleReusedException.class,
            e -> {
              assertThat(e.batchKey()).isEqualTo("cycle-60");
              assertThat(e.source()).isEqualTo("m");
              assertThat(e.appliedStart()).isEqualTo(NOW.plusSeconds(60));
              assertThat(e.givenStart()).isEqualTo(NOW.plusSeconds(61));
              assertThat(e.isRetryable()).isFalse();
            })
        .hasMessageContaining("1 violation(s)")
        .hasMessageContaining("0");
    assertThat(store.findUnresolved("store_down:a")).isPresent();
    assertThat(store.<Integer>read(dsl -> dsl.fetchCount(CHECK_CYCLES))).isEqualTo(1);
  }

  @Test
  void oneCallWithTwoCyclesOfOneBatchKeyIsRejectedUnlessTheyAreOne() {
    CheckCycle one = cycle("m", 60, storeDown("a", NOW));

    assertThatThrownBy(() -> store.reconcileAll(List.of(one, cycle("m", 60, storeDown("b", NOW)))))
        .isInstanceOf(CycleReusedException.class);
    assertThat(store.reconcileAll(List.of(one, one)))
        .extracting(CycleReport::alreadyApplied)
        .containsExactly(false, true);
  }

  @Test
  void theEndAndTheNumberOfMissedCyclesAreNotContent() {
    CheckCycle cycle = cycle("m", 60, storeDown("a", NOW));
    store.reconcile(cycle);

    assertThat(store.reconcile(cycle.withEnd(NOW.plusSeconds(70)).withResolveAfter(2)))
        .extracting(CycleReport::alreadyApplied)
        .isEqualTo(true);
  }

  @Test
  void manyWhoSendOneCycleApplyItOnce() throws Exception {
    List<CycleReport> reports =
        Threads.run(16, thread -> store.reconcile(cycle("m", 60, storeDown("a", NOW))));

    assertThat(reports).filteredOn(report -> !report.alreadyApplied()).hasSize(1);
    assertThat(store.findUnresolved("store_down:a").orElseThrow().occurrenceCount()).isEqualTo(1);
  }

  @Test
  void sourcesLeaveEachOthersTicketsAloneUnlessTheScopeSaysSo() {
    store.reconcile(cycle("one", 0, storeDown("a", NOW)));
    store.observe(storeDown("b", NOW));

    CycleReport other = store.reconcile(cycle("two", 60));
    assertThat(other.resolved()).extracting(Ticket::violationKey).containsExactly("store_down:b");

    CheckCycle any =
        new CheckCycle(
            "two",
            NOW.plusSeconds(120),
            CycleScope.everything().ofAnySource(),
            CycleOutcome.COMPLETE,
            List.of());
    assertThat(store.reconcile(any).resolved())
        .extracting(Ticket::violationKey)
        .containsExactly("store_down:a");
  }

  @Test
  void theSourceIsThatOfTheLatestObservation() {
    store.reconcile(cycle("one", 0, storeDown("a", NOW)));
    store.reconcile(cycle("two", 60, storeDown("a", NOW.plusSeconds(60))));

    assertThat(store.reconcile(cycle("one", 90)).resolved()).isEmpty();
    assertThat(store.reconcile(cycle("two", 120)).resolved()).hasSize(1);
  }

  @Test
  void aTicketIsResolvedAfterSoManyCyclesThatMissIt() {
    store.reconcile(cycle("m", 0, storeDown("a", NOW)));

    assertThat(store.reconcile(cycle("m", 1).withResolveAfter(3)).resolved()).isEmpty();
    assertThat(store.reconcile(cycle("m", 2).withResolveAfter(3)).resolved()).isEmpty();
    store.reconcile(cycle("m", 3, storeDown("a", NOW.plusSeconds(3))));
    assertThat(store.reconcile(cycle("m", 4).withResolveAfter(3)).resolved()).isEmpty();
    assertThat(store.reconcile(cycle("m", 5).withResolveAfter(3)).resolved()).isEmpty();
    assertThat(store.reconcile(cycle("m", 6).withResolveAfter(3)).resolved()).hasSize(1);
  }

  @Test
  void partialCyclesAndOtherScopesMissNothing() {
    store.reconcile(cycle("m", 0, storeDown("a", NOW)));
    store.reconcile(
        new CheckCycle(
                "m", NOW.plusSeconds(1), CycleScope.everything(), CycleOutcome.PARTIAL, List.of())
            .withResolveAfter(2));
    store.reconcile(
        new CheckCycle(
                "m",
                NOW.plusSeconds(2),
                CycleScope.invariants(List.of("lag")),
                CycleOutcome.COMPLETE,
                List.of())
            .withResolveAfter(2));

    assertThat(store.reconcile(cycle("m", 3).withResolveAfter(2)).resolved()).isEmpty();
    assertThat(store.reconcile(cycle("m", 4).withResolveAfter(2)).resolved()).hasSize(1);
  }

  @Test
  void wrongCyclesAreRefused() {
    assertThatThrownBy(() -> cycle("m", 0).withResolveAfter(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0");
    assertThatThrownBy(() -> cycle("m", 1).withEnd(NOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("endedAt");
    assertThatThrownBy(() -> TicketStore.builder().flapping(1, Duration.ofMinutes(1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TicketStore.builder().flapping(2, Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Opens and resolves, a minute each. */
  private Ticket flap(int tickets) {
    Ticket newest = null;
    for (int i = 0; i < tickets; i++) {
      Instant at = NOW.plusSeconds(120L * i);
      Observation seen =
          store.reconcile(cycle("m", 120 * i, storeDown("a", at))).observations().get(0);
      newest = seen.ticket();
      if (i < tickets - 1) {
        store.reconcile(cycle("m", 120 * i + 60));
      }
    }
    return java.util.Objects.requireNonNull(newest);
  }

  @Test
  void aKeyThatOpensThreeTicketsWithinTenMinutesFlaps() {
    Ticket third = flap(3);

    assertThat(third.flapping()).isTrue();
    assertThat(third.episode()).isEqualTo(3);
    assertThat(store.history(third.id()))
        .extracting(TicketEvent::kind)
        .containsExactly(EventKind.OPENED, EventKind.FLAPPING);
    assertThat(store.reconcile(cycle("m", 300)).resolved()).isEmpty();
    assertThat(
            store.reconcile(cycle("m", 330, storeDown("a", NOW.plusSeconds(330)))).observations())
        .extracting(Observation::outcome)
        .containsExactly(Outcome.REPEATED);
    // Ten minutes after it was seen last.
    assertThat(store.reconcile(cycle("m", 929)).resolved()).isEmpty();
    List<Ticket> resolved = store.reconcile(cycle("m", 930)).resolved();
    assertThat(resolved).extracting(Ticket::flapping).containsExactly(false);
    assertThat(store.history(third.id()))
        .last()
        .extracting(TicketEvent::kind, TicketEvent::newValue)
        .containsExactly(EventKind.FLAPPING, "false");
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(3);
  }

  @Test
  void aPersonsResolutionEndsTheFlappingAsACyclesDoes() {
    Ticket third = flap(3);
    clock.advance(Duration.ofMinutes(12));
    store.observe(storeDown("a", clock.instant()));

    Ticket resolved = store.resolve(third.id()).ticket();

    assertThat(third.flapping()).isTrue();
    assertThat(resolved.flapping()).isFalse();
    assertThat(store.history(third.id()))
        .extracting(event -> event.kind() + " " + event.newValue())
        .endsWith("STATUS resolved", "FLAPPING false");
    // The first two tickets are too long ago.
    Instant later = clock.instant().plusSeconds(60);
    assertThat(store.observe(storeDown("a", later)).ticket().flapping()).isFalse();
  }

  @Test
  void aKeyFlapsAgainAfterAPersonsResolutionIfItOpenedEnoughTicketsWithinTheWindow() {
    Ticket third = flap(3);

    store.resolve(third.id());

    Instant later = third.lastSeenAt().plusSeconds(1);
    assertThat(store.observe(storeDown("a", later)).ticket().flapping()).isTrue();
  }

  @Test
  void itSurvivesAnotherStoreAndCanBeSetOtherwise() {
    flap(2);
    store.reconcile(cycle("m", 180));
    try (TicketStore other = database.store().clock(clock).open()) {
      assertThat(other.observe(storeDown("a", NOW.plusSeconds(240))).ticket().flapping()).isTrue();
    }
    try (TicketStore calm =
        database.store().clock(clock).flapping(2, Duration.ofSeconds(60)).open()) {
      calm.observe(storeDown("c", NOW));
      calm.reconcile(cycle("m", 31));
      assertThat(calm.observe(storeDown("c", NOW.plusSeconds(60))).ticket().flapping()).isTrue();
    }
    try (TicketStore never = database.store().clock(clock).neverFlapping().open()) {
      for (int i = 0; i < 5; i++) {
        Ticket ticket = never.observe(storeDown("d", NOW.plusSeconds(i))).ticket();
        assertThat(ticket.flapping()).isFalse();
        never.reconcile(cycle("n", i));
      }
    }
  }
}
