package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No clock silences a key, be it a monitor's or the store's own. */
class ClockSkewTest extends TicketStoreContract {

  private static final Duration ALLOWED = Duration.ofMinutes(5);
  private static final Instant FAR = NOW.plus(Duration.ofDays(400));

  private TicketStore strict;

  @BeforeEach
  void openStrict() {
    strict = database.store().maxClockSkew(ALLOWED).clock(clock).open();
  }

  @AfterEach
  void closeStrict() {
    strict.close();
  }

  @Test
  void anObservationFurtherAheadCountsAsObservedNowAndSaysSo() {
    Observation seen = strict.observe(storeDown("a", FAR));

    assertThat(seen.clockSkewed()).isTrue();
    assertThat(seen.ticket().firstSeenAt()).isEqualTo(NOW);
    assertThat(seen.ticket().lastSeenAt()).isEqualTo(NOW);
  }

  @Test
  void anObservationThatIsAheadByTheAllowedTimeIsTakenAsItIs() {
    Observation seen = strict.observe(storeDown("a", NOW.plus(ALLOWED)));

    assertThat(seen.clockSkewed()).isFalse();
    assertThat(seen.ticket().lastSeenAt()).isEqualTo(NOW.plus(ALLOWED));
  }

  @Test
  void eachObservationOfACallSaysSoForItself() {
    List<Observation> seen =
        strict.observeAll(List.of(storeDown("a", NOW), storeDown("a", FAR), storeDown("b", FAR)));

    assertThat(seen).extracting(Observation::clockSkewed).containsExactly(false, true, true);
    assertThat(strict.findUnresolved("store_down:a").orElseThrow().lastSeenAt()).isEqualTo(NOW);
  }

  @Test
  void anObservationWithAnIdAndOneThatIsNotWaitedForSaySoToo() {
    Violation withId =
        Violation.of("lag", "12 s behind").observedAt(FAR).observationId("message-1").build();

    assertThat(strict.observe(withId).clockSkewed()).isTrue();
    assertThat(strict.observeAsync(storeDown("a", FAR)).toCompletableFuture().join().clockSkewed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void aMonitorsClockFarAheadSilencesNoKey(int outages) {
    for (int i = 0; i < outages; i++) {
      Instant at = i == 0 ? FAR : clock.instant();
      Observation seen = strict.observe(storeDown("a", at));
      assertThat(seen.outcome()).isEqualTo(Outcome.CREATED);
      strict.resolve(seen.ticket().id());
      clock.advance(Duration.ofMinutes(20));
    }
    assertThat(strict.observe(storeDown("a", clock.instant())).outcome())
        .isEqualTo(Outcome.CREATED);
  }

  @Test
  void theStoresOwnClockThatWasWrongOnceSilencesNoKey() {
    clock.advance(Duration.between(NOW, FAR));
    long wrong = strict.observe(storeDown("a", FAR.minusSeconds(1))).ticket().id();
    strict.observe(Violation.of("lag", "12 s behind").build());
    strict.resolve(wrong);
    strict.resolve(strict.findUnresolved("lag").orElseThrow().id());

    clock.advance(Duration.between(FAR, NOW));

    assertThat(strict.observe(Violation.of("lag", "12 s behind").build()).outcome())
        .isEqualTo(Outcome.CREATED);
    Violation withoutTime = Violation.of("store_down", "no heartbeat").storeId("a").build();
    assertThat(strict.observe(withoutTime).outcome()).isEqualTo(Outcome.CREATED);
  }

  /** The ways to count a violation that has a time of its own. */
  private enum Way {
    ALONE {
      @Override
      Outcome count(TicketStore store, Violation.Builder seen) {
        return store.observe(seen.build()).outcome();
      }
    },
    WITH_ID {
      @Override
      Outcome count(TicketStore store, Violation.Builder seen) {
        return store.observe(seen.observationId("message-1").build()).outcome();
      }
    },
    BESIDE_OTHERS {
      @Override
      Outcome count(TicketStore store, Violation.Builder seen) {
        List<Violation> violations = List.of(seen.build(), storeDown("b", NOW));
        return store.observeAll(violations).get(0).outcome();
      }
    },
    ASYNC {
      @Override
      Outcome count(TicketStore store, Violation.Builder seen) {
        return store.observeAsync(seen.build()).toCompletableFuture().join().outcome();
      }
    },
    IN_A_CYCLE {
      @Override
      Outcome count(TicketStore store, Violation.Builder seen) {
        return store.reconcile(cycle(NOW, seen.build())).observations().get(0).outcome();
      }
    };

    abstract Outcome count(TicketStore store, Violation.Builder seen);
  }

  private static Violation.Builder lag() {
    return Violation.of("lag", "12 s behind");
  }

  /** Its observations, and its resolution if that was by the same clock, tell nothing. */
  @ParameterizedTest
  @EnumSource
  void whatTheStoresWrongClockSawMakesNothingLate(Way way) {
    clock.advance(Duration.between(NOW, FAR));
    long id = strict.observe(lag().build()).ticket().id();
    strict.resolve(id);
    clock.advance(Duration.between(FAR, NOW));

    assertThat(way.count(strict, lag().observedAt(NOW))).isEqualTo(Outcome.CREATED);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheStoresWrongClockSawMakesNothingLateAfterARightResolution(Way way) {
    clock.advance(Duration.between(NOW, FAR));
    long id = strict.observe(lag().build()).ticket().id();
    clock.advance(Duration.between(FAR, NOW.minusSeconds(1)));
    strict.resolve(id);
    clock.advance(Duration.ofSeconds(1));

    assertThat(way.count(strict, lag().observedAt(NOW))).isEqualTo(Outcome.CREATED);
  }

  @ParameterizedTest
  @EnumSource
  void whatAMonitorAheadByTheAllowedTimeSawIsLateAsAnyOther(Way way) {
    strict.resolve(strict.observe(lag().observedAt(NOW.plus(ALLOWED)).build()).ticket().id());

    assertThat(way.count(strict, lag().observedAt(NOW.plus(ALLOWED)))).isEqualTo(Outcome.LATE);
  }

  @Test
  void aTicketThatTheStoresWrongClockSawIsResolvedByACycle() {
    clock.advance(Duration.between(NOW, FAR));
    strict.observe(lag().build());
    clock.advance(Duration.between(FAR, NOW));

    assertThat(strict.reconcile(cycle(NOW)).resolved()).hasSize(1);
    assertThat(strict.observe(lag().observedAt(NOW.plusSeconds(1)).build()).outcome())
        .isEqualTo(Outcome.CREATED);
  }

  @Test
  void aTicketThatAMonitorAheadByTheAllowedTimeSawAfterTheStartIsNotResolved() {
    strict.observe(lag().observedAt(NOW.plus(ALLOWED)).build());

    assertThat(strict.reconcile(cycle(NOW)).resolved()).isEmpty();
  }

  @Test
  void aCycleThatStartsFurtherAheadIsRejectedByNameAndChangesNothing() {
    long id = strict.observe(storeDown("a", NOW)).ticket().id();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> strict.reconcile(cycle(FAR)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("startedAt"))
        .withMessageContaining(FAR.toString());
    assertThat(strict.find(id).orElseThrow().resolvedAt()).isNull();
    assertThat(strict.reconcile(cycle(NOW.plus(ALLOWED))).resolved()).hasSize(1);
  }

  @Test
  void aViolationOfACycleFurtherAheadCountsAsObservedNow() {
    Observation seen = strict.reconcile(cycle(NOW, storeDown("a", FAR))).observations().get(0);

    assertThat(seen.clockSkewed()).isTrue();
    assertThat(seen.ticket().lastSeenAt()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT87601H"})
  void aSkewOutOfRangeIsRejected(String skew) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> TicketStore.builder().maxClockSkew(Duration.parse(skew)))
        .satisfies(e -> assertThat(e.field()).isEqualTo("maxClockSkew"));
  }

  private static CheckCycle cycle(Instant start, Violation... violations) {
    return new CheckCycle(
        "monitor", start, CycleScope.everything(), CycleOutcome.COMPLETE, List.of(violations));
  }
}
