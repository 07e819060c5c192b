package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.ObservationIdReusedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many check cycles in one call. */
class ReconcileAllTest extends TicketStoreContract {

  private static CheckCycle cycle(int number, String... stores) {
    List<Violation> violations = new ArrayList<>();
    for (String each : stores) {
      violations.add(storeDown(each, NOW.plusSeconds(number)));
    }
    return new CheckCycle(
        "monitor-" + number % 2,
        NOW.plusSeconds(number),
        number % 3 == 0 ? CycleScope.everything() : CycleScope.invariants(List.of("store_down")),
        number % 5 == 4 ? CycleOutcome.PARTIAL : CycleOutcome.COMPLETE,
        violations);
  }

  @Test
  void doesWhatOneAfterTheOtherDoes() {
    Random random = new Random(1);
    List<CheckCycle> cycles = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String[] stores =
          random.ints(random.nextInt(4), 0, 6).mapToObj(String::valueOf).toArray(String[]::new);
      cycles.add(cycle(i, stores));
    }
    requireOneAfterTheOther(cycles);
  }

  /** Most cycles find nothing, and do not ask again what is unresolved. */
  @Test
  void cyclesThatFindNothingDoWhatOneAfterTheOtherDoes() {
    Random random = new Random(2);
    List<CycleScope> scopes =
        List.of(
            CycleScope.everything(),
            CycleScope.everything().ofAnySource(),
            CycleScope.keys(List.of("store_down:0", "store_down:1")));
    List<CheckCycle> cycles = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      CheckCycle found =
          random.nextInt(5) == 0 ? cycle(i, String.valueOf(random.nextInt(3))) : cycle(i);
      cycles.add(
          new CheckCycle(
                  found.source(),
                  found.startedAt(),
                  scopes.get(random.nextInt(3)),
                  found.outcome(),
                  found.violations())
              .withResolveAfter(1 + random.nextInt(2)));
    }
    requireOneAfterTheOther(cycles);
  }

  private void requireOneAfterTheOther(List<CheckCycle> cycles) {
    List<CycleReport> together = store.reconcileAll(cycles);

    TestDatabase other = server.createMigrated();
    try (TicketStore one = other.store().clock(clock).open()) {
      List<CycleReport> each = cycles.stream().map(one::reconcile).toList();

      assertThat(together).isEqualTo(each);
      assertThat(store.list(TicketQuery.all())).isEqualTo(one.list(TicketQuery.all()));
      for (Ticket ticket : one.list(TicketQuery.all()).tickets()) {
        assertThat(store.history(ticket.id())).hasSameSizeAs(one.history(ticket.id()));
      }
    } finally {
      other.drop();
    }
  }

  /** The cycles before it have found the scope without an unresolved ticket. */
  @Test
  void aCycleOfAnySourceMissesWhatAnotherSourceOpenedInTheSameCall() {
    List<CheckCycle> cycles = new ArrayList<>();
    for (int i : new int[] {0, 1, 2, 4}) {
      cycles.add(complete("a", i, CycleScope.everything().ofAnySource(), List.of()));
    }
    cycles.add(
        3, complete("b", 3, CycleScope.everything(), List.of(storeDown("x", NOW.plusSeconds(3)))));

    List<CycleReport> reports = store.reconcileAll(cycles);

    assertThat(reports.get(4).resolved()).extracting(Ticket::storeId).containsExactly("x");
  }

  private static CheckCycle complete(
      String source, int second, CycleScope scope, List<Violation> found) {
    return new CheckCycle(source, NOW.plusSeconds(second), scope, CycleOutcome.COMPLETE, found);
  }

  @Test
  void theLogHasTheScopeOfEachCycle() {
    store.reconcileAll(
        List.of(
            complete("a", 0, CycleScope.everything().ofAnySource(), List.of()),
            complete("a", 1, CycleScope.invariants(List.of("high_latency", "b")), List.of()),
            complete("a", 2, CycleScope.keys(List.of("store_down:x")).ofAnySource(), List.of())));

    assertThat(
            store.<List<String>>read(
                dsl ->
                    dsl.select(CHECK_CYCLES.SCOPE)
                        .from(CHECK_CYCLES)
                        .orderBy(CHECK_CYCLES.STARTED_AT)
                        .fetch(row -> row.value1().data().replace(" ", ""))))
        .satisfiesExactly(
            scope -> assertThat(scope).isEqualTo("{\"any_source\":true}"),
            scope ->
                assertThat(scope)
                    .contains("\"invariants\":[\"b\",\"high_latency\"]", "\"any_source\":false"),
            scope ->
                assertThat(scope).contains("\"keys\":[\"store_down:x\"]", "\"any_source\":true"));
  }

  @Test
  void aCycleTwiceInTheListIsAppliedOnce() {
    CheckCycle first = cycle(0, "a");

    List<CycleReport> reports = store.reconcileAll(List.of(first, cycle(1, "a"), first));

    assertThat(reports).extracting(CycleReport::alreadyApplied).containsExactly(false, false, true);
    assertThat(reports.get(2).count(Outcome.CREATED)).isEqualTo(1);
    assertThat(store.findUnresolved("store_down:a").orElseThrow().occurrenceCount()).isEqualTo(2);
    assertThat(store.reconcileAll(List.of(cycle(1, "a"), cycle(2))))
        .extracting(CycleReport::alreadyApplied)
        .containsExactly(true, false);
  }

  @Test
  void allOrNoneAreApplied() {
    Violation reused = Violation.of("other", "m").observationId("taken").build();
    store.observe(Violation.of("lag", "m").observationId("taken").build());
    CheckCycle refused =
        new CheckCycle(
            "monitor-1",
            NOW.plusSeconds(9),
            CycleScope.everything(),
            CycleOutcome.COMPLETE,
            List.of(reused));

    assertThatThrownBy(() -> store.reconcileAll(List.of(cycle(0, "a"), refused)))
        .isInstanceOf(ObservationIdReusedException.class);

    assertThat(store.findUnresolved("store_down:a")).isEmpty();
    assertThat(store.reconcile(cycle(0, "a")).alreadyApplied()).isFalse();
  }

  @Test
  void nothingOfNothing() {
    assertThat(store.reconcileAll(List.of())).isEmpty();
  }
}
