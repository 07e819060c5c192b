package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.TicketDraft;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a check cycle counts, and what it resolves. */
class ReconcileTest extends TicketStoreContract {

  private static final Instant START = NOW.plusSeconds(60);

  /** The store's clock when the cycle is reported: a replay may be much later. */
  private static final Duration LATER = Duration.ofDays(3);

  private Ticket downA;
  private Ticket downB;
  private Ticket cluster;
  private Ticket full;

  @BeforeEach
  void openTickets() {
    List<Observation> seen =
        store.observeAll(
            List.of(
                storeDown("a", NOW),
                storeDown("b", NOW),
                Violation.of("store_down", "quorum lost").observedAt(NOW).build(),
                Violation.of("disk_full", "95 %").storeId("a").observedAt(NOW).build()));
    downA = seen.get(0).ticket();
    downB = seen.get(1).ticket();
    cluster = seen.get(2).ticket();
    full = seen.get(3).ticket();
    clock.advance(LATER);
  }

  private static CheckCycle complete(CycleScope scope, Violation... violations) {
    return new CheckCycle("monitor-1", START, scope, CycleOutcome.COMPLETE, List.of(violations));
  }

  private List<Ticket> unresolved() {
    return store.list(TicketQuery.builder().unresolved().build()).tickets();
  }

  @Test
  void completeCycleOverEverythingResolvesWhatItDidNotFind() {
    CycleReport report = store.reconcile(complete(CycleScope.everything(), storeDown("b", START)));

    assertThat(report.resolved())
        .extracting(Ticket::violationKey)
        .containsExactly("disk_full:a", "store_down", "store_down:a");
    assertThat(report.observations())
        .extracting(Observation::outcome)
        .containsExactly(Outcome.REPEATED);
    assertThat(unresolved()).extracting(Ticket::id).containsExactly(downB.id());
    assertThat(report.resolved())
        .allSatisfy(each -> assertThat(store.find(each.id())).contains(each));
  }

  @Test
  void resolvedAtIsTheBeginningOfTheCycleAndUpdatedAtIsNow() {
    CycleReport report = store.reconcile(complete(CycleScope.keys(List.of("store_down:a"))));

    assertThat(report.resolved())
        .containsExactly(
            TicketDraft.like(
                downA,
                ticket -> {
                  ticket.status = TicketStatus.RESOLVED;
                  ticket.resolvedAt = START;
                  ticket.resolvedBy = ResolvedBy.CYCLE;
                  ticket.version = downA.version() + 1;
                  ticket.updatedAt = NOW.plus(LATER);
                }));
  }

  @Test
  void acknowledgedAndDiagnosedTicketsAreResolvedToo() {
    store.acknowledge(downA.id());
    store.diagnose(downB.id(), "switch 7 is broken");

    CycleReport report = store.reconcile(complete(CycleScope.invariants(List.of("store_down"))));

    assertThat(report.resolved())
        .extracting(Ticket::id)
        .containsExactly(cluster.id(), downA.id(), downB.id());
    assertThat(report.resolved().get(2).diagnosis()).isEqualTo("switch 7 is broken");
  }

  @ParameterizedTest
  @EnumSource(
      value = CycleOutcome.class,
      names = {"PARTIAL", "FAILED"})
  void cycleThatDidNotGetThroughCountsAndResolvesNothing(CycleOutcome outcome) {
    CycleReport report =
        store.reconcile(
            new CheckCycle(
                "monitor-1",
                START,
                CycleScope.everything(),
                outcome,
                List.of(storeDown("a", START), storeDown("new", START))));

    assertThat(report.resolved()).isEmpty();
    assertThat(report.observations())
        .extracting(Observation::outcome)
        .containsExactly(Outcome.REPEATED, Outcome.CREATED);
    assertThat(unresolved()).hasSize(5);
    assertThat(store.find(downA.id()).map(Ticket::occurrenceCount)).contains(2L);
  }

  @Test
  void scopeOfInvariantsResolvesThemOnEveryStoreAndForTheCluster() {
    CycleReport report =
        store.reconcile(
            complete(
                CycleScope.invariants(List.of("store_down", "unheard_of")), storeDown("a", START)));

    assertThat(report.resolved()).extracting(Ticket::id).containsExactly(cluster.id(), downB.id());
    assertThat(unresolved()).extracting(Ticket::id).containsOnly(full.id(), downA.id());
  }

  @Test
  void scopeOfKeysResolvesThemAndNothingElse() {
    CycleReport report =
        store.reconcile(
            complete(CycleScope.keys(List.of("store_down", "disk_full:a", "unheard_of:a"))));

    assertThat(report.resolved()).extracting(Ticket::id).containsExactly(full.id(), cluster.id());
    assertThat(unresolved()).extracting(Ticket::id).containsOnly(downB.id(), downA.id());
  }

  @Test
  void emptyScopeResolvesNothing() {
    assertThat(store.reconcile(complete(CycleScope.keys(List.of()))).resolved()).isEmpty();
    assertThat(store.reconcile(complete(CycleScope.invariants(List.of()))).resolved()).isEmpty();
    assertThat(unresolved()).hasSize(4);
  }

  @Test
  void violationOutsideTheScopeCountsAndKeepsItsTicket() {
    CycleReport report =
        store.reconcile(complete(CycleScope.keys(List.of("store_down:a")), storeDown("b", START)));

    assertThat(report.observations().get(0).outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(report.observations().get(0).ticket().occurrenceCount()).isEqualTo(2);
    assertThat(report.resolved()).extracting(Ticket::id).containsExactly(downA.id());
    assertThat(unresolved()).extracting(Ticket::id).contains(downB.id(), full.id());
  }

  @Test
  void heldTicketIsNotResolved() {
    Ticket held = store.hold(downA.id()).ticket();

    CycleReport report = store.reconcile(complete(CycleScope.everything()));

    assertThat(report.resolved()).extracting(Ticket::id).doesNotContain(downA.id()).hasSize(3);
    assertThat(store.find(downA.id())).contains(held);
  }

  @Test
  void ticketLastSeenAfterTheCycleBeganIsNotResolvedAndOneSeenJustThenIs() {
    store.observe(storeDown("a", START.plusNanos(1_000)));
    store.observe(storeDown("b", START));

    CycleReport report = store.reconcile(complete(CycleScope.invariants(List.of("store_down"))));

    assertThat(report.resolved()).extracting(Ticket::id).containsExactly(cluster.id(), downB.id());
    assertThat(unresolved()).extracting(Ticket::id).contains(downA.id());
  }

  @Test
  void violationsWithoutTimeOrBatchKeyHaveThoseOfTheCycle() {
    CycleReport report =
        store.reconcile(
            new CheckCycle(
                "monitor-1",
                START,
                CycleScope.everything(),
                CycleOutcome.COMPLETE,
                List.of(
                    Violation.of("x", "as the cycle").build(),
                    Violation.of("y", "of its own")
                        .observedAt(START.minusSeconds(5))
                        .batchKey("batch-y")
                        .build()),
                "cycle-7"));

    Ticket x = report.observations().get(0).ticket();
    Ticket y = report.observations().get(1).ticket();
    assertThat(x.firstSeenAt()).isEqualTo(START);
    assertThat(x.lastSeenAt()).isEqualTo(START);
    assertThat(x.createdAt()).isEqualTo(NOW.plus(LATER));
    assertThat(x.batchKey()).isEqualTo("cycle-7");
    assertThat(y.firstSeenAt()).isEqualTo(START.minusSeconds(5));
    assertThat(y.batchKey()).isEqualTo("batch-y");
  }

  @Test
  void batchKeyIsTheBeginningOfTheCycleUnlessOneIsGiven() {
    CycleReport report =
        store.reconcile(complete(CycleScope.everything(), Violation.of("x", "new").build()));

    assertThat(report.observations().get(0).ticket().batchKey())
        .matches("2026-01-24T23:09:17.123456Z#[0-9a-f]{16}");
  }

  @Test
  void reportHasAnObservationForEachViolationInTheOrderOfTheCycle() {
    CycleReport report =
        store.reconcile(
            complete(
                CycleScope.everything(),
                storeDown("z", START),
                storeDown("a", START),
                storeDown("z", START)));

    assertThat(report.observations())
        .extracting(each -> each.ticket().storeId())
        .containsExactly("z", "a", "z");
    assertThat(report.observations())
        .extracting(Observation::outcome)
        .containsExactly(Outcome.CREATED, Outcome.REPEATED, Outcome.REPEATED);
    assertThat(report.observations())
        .extracting(each -> each.ticket().occurrenceCount())
        .containsExactly(2L, 2L, 2L);
    assertThat(report.count(Outcome.REPEATED)).isEqualTo(2);
  }

  @Test
  void resolvedTicketStaysAsItIsAndItsKeyOpensANewOne() {
    store.reconcile(complete(CycleScope.everything()));
    Optional<Ticket> resolved = store.find(downA.id());

    CycleReport next =
        store.reconcile(
            new CheckCycle(
                "monitor-1",
                START.plusSeconds(60),
                CycleScope.everything(),
                CycleOutcome.COMPLETE,
                List.of(storeDown("a", START.plusSeconds(60)))));

    assertThat(next.resolved()).isEmpty();
    assertThat(next.observations().get(0).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(store.find(downA.id())).isEqualTo(resolved);
  }
}
