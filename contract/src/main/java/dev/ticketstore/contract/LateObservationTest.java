package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which observations are late, and that no clock silences a key. */
class LateObservationTest extends TicketStoreContract {

  private Ticket resolvedAt(Instant lastSeen, Instant now) {
    long id = store.observe(storeDown("a", lastSeen)).ticket().id();
    clock.advance(Duration.between(clock.instant(), now));
    return store.resolve(id).ticket();
  }

  private Outcome observedAt(Instant at) {
    return store.observe(storeDown("a", at)).outcome();
  }

  @Test
  void oneBeforeTheResolutionIsLateAndOneAtItIsNot() {
    resolvedAt(NOW, NOW.plusSeconds(60));

    assertThat(observedAt(NOW.plusSeconds(59))).isEqualTo(Outcome.LATE);
    assertThat(observedAt(NOW.plusSeconds(60))).isEqualTo(Outcome.CREATED);
  }

  @Test
  void theIdOfALateOneIsNotCounted() {
    resolvedAt(NOW, NOW.plusSeconds(60));
    Violation late =
        Violation.of("store_down", "m").storeId("a").observedAt(NOW).observationId("x").build();

    for (int i = 0; i < 2; i++) {
      assertThat(store.observe(late).outcome()).isEqualTo(Outcome.LATE);
      assertThat(store.observeAll(List.of(late, late)))
          .extracting(Observation::outcome)
          .containsExactly(Outcome.LATE, Outcome.LATE);
    }
    assertThat(
            store
                .observe(
                    Violation.of("store_down", "m")
                        .storeId("a")
                        .observedAt(NOW.plusSeconds(60))
                        .observationId("x")
                        .build())
                .outcome())
        .isEqualTo(Outcome.CREATED);
  }

  @Test
  void oneNotAfterTheLastObservationIsLate() {
    resolvedAt(NOW, NOW);

    assertThat(observedAt(NOW)).isEqualTo(Outcome.LATE);
    assertThat(observedAt(NOW.plusNanos(1_000))).isEqualTo(Outcome.CREATED);
  }

  @Test
  void oneWithoutATimeOfItsOwnIsNeverLate() {
    resolvedAt(NOW.plusSeconds(3_600), NOW);

    assertThat(store.observe(Violation.of("store_down", "silent").storeId("a").build()).outcome())
        .isEqualTo(Outcome.CREATED);
  }

  @Test
  void aResolutionAheadOfTheClockCountsOnlyByTheLastObservation() {
    Ticket resolved = resolvedAt(NOW, NOW.plus(Duration.ofDays(365)));
    clock.advance(Duration.ofDays(-365));

    assertThat(resolved.resolvedAt()).isAfter(clock.instant());
    assertThat(observedAt(NOW)).isEqualTo(Outcome.LATE);
    assertThat(observedAt(NOW.plusSeconds(1))).isEqualTo(Outcome.CREATED);
  }

  @Test
  void aResolutionNeverLiesBeforeTheLastObservation() {
    Instant ahead = NOW.plusSeconds(30);

    Ticket resolved = resolvedAt(ahead, NOW);

    assertThat(resolved.resolvedAt()).isEqualTo(ahead);
    assertThat(store.history(resolved.id()))
        .last()
        .satisfies(
            event -> {
              assertThat(event.effectiveAt()).isEqualTo(ahead);
              assertThat(event.recordedAt()).isEqualTo(NOW);
            });
  }

  @Test
  void violationsOfACycleHaveItsTime() {
    resolvedAt(NOW, NOW.plusSeconds(60));
    Violation noTime = Violation.of("store_down", "silent").storeId("a").build();

    assertThat(cycleAt(NOW.plusSeconds(59), noTime)).isEqualTo(Outcome.LATE);
    assertThat(cycleAt(NOW.plusSeconds(60), noTime)).isEqualTo(Outcome.CREATED);
  }

  private Outcome cycleAt(Instant start, Violation violation) {
    CheckCycle cycle =
        new CheckCycle(
            "monitor", start, CycleScope.everything(), CycleOutcome.PARTIAL, List.of(violation));
    return store.reconcile(cycle).observations().get(0).outcome();
  }

  @Test
  void ofOneCallTheLateOnesDoNotHoldUpTheOthers() {
    resolvedAt(NOW, NOW.plusSeconds(60));
    Violation noTime = Violation.of("store_down", "silent").storeId("a").build();

    assertThat(
            store.observeAll(
                List.of(
                    storeDown("a", NOW.plusSeconds(60)),
                    storeDown("a", NOW.plusSeconds(59)),
                    noTime)))
        .extracting(observation -> observation.outcome())
        .containsExactly(Outcome.CREATED, Outcome.LATE, Outcome.REPEATED);
  }

  @Test
  void nothingIsLateForATicketThatHadBegunByThen() {
    resolvedAt(NOW, NOW.plus(Duration.ofDays(365)));
    clock.advance(Duration.ofDays(-365));
    assertThat(observedAt(NOW.plusSeconds(10))).isEqualTo(Outcome.CREATED);
    clock.advance(Duration.ofDays(366));

    assertThat(observedAt(NOW.plusSeconds(20))).isEqualTo(Outcome.REPEATED);
    assertThat(
            store.observeAll(
                List.of(
                    storeDown("a", NOW.plusSeconds(10)),
                    storeDown("a", NOW.plusSeconds(9)),
                    storeDown("b", NOW.plusSeconds(10)))))
        .extracting(observation -> observation.outcome())
        .containsExactly(Outcome.REPEATED, Outcome.LATE, Outcome.CREATED);
    assertThat(
            store.observeAll(
                List.of(storeDown("a", NOW.plusSeconds(10)), storeDown("b", NOW.plusSeconds(10)))))
        .extracting(observation -> observation.outcome())
        .containsExactly(Outcome.REPEATED, Outcome.REPEATED);
    assertThat(
            store
                .observe(
                    Violation.of("store_down", "silent")
                        .storeId("a")
                        .observedAt(NOW.plusSeconds(11))
                        .observationId("o-1")
                        .build())
                .outcome())
        .isEqualTo(Outcome.REPEATED);
  }
}
