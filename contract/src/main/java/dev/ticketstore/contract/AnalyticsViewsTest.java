package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.CYCLE_SUMMARY;
import static dev.ticketstore.jooq.Tables.KEY_SUMMARY;
import static dev.ticketstore.jooq.Tables.TICKET_FACTS;
import static dev.ticketstore.jooq.Tables.TICKET_STATE_SPANS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Retention;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.tables.records.CycleSummaryRecord;
import dev.ticketstore.jooq.tables.records.KeySummaryRecord;
import dev.ticketstore.jooq.tables.records.TicketFactsRecord;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Views of tickets, stays, keys and cycles say the same on every database. */
@NeedsOwner(because = "a writer deletes nothing")
class AnalyticsViewsTest extends TicketStoreContract {

  private static final long HOUR = 3_600_000_000L;

  private long open(String key, Instant at) {
    return store.observe(Violation.of(key, "m").observedAt(at).build()).ticket().id();
  }

  private TicketFactsRecord facts(long id) {
    return store.read(dsl -> dsl.fetchSingle(TICKET_FACTS, TICKET_FACTS.TICKET_ID.eq(id)));
  }

  private KeySummaryRecord key(String key) {
    return store.read(dsl -> dsl.fetchSingle(KEY_SUMMARY, KEY_SUMMARY.VIOLATION_KEY.eq(key)));
  }

  /** Kind, status, start, end and microseconds of each stay, in order. */
  private List<List<Object>> stays(long id) {
    return store.read(
        dsl ->
            dsl
                .select(
                    TICKET_STATE_SPANS.KIND,
                    TICKET_STATE_SPANS.STATUS,
                    TICKET_STATE_SPANS.STARTED_AT,
                    TICKET_STATE_SPANS.ENDED_AT,
                    TICKET_STATE_SPANS.STAY_MICROS)
                .from(TICKET_STATE_SPANS)
                .where(TICKET_STATE_SPANS.TICKET_ID.eq(id))
                .fetch()
                .stream()
                .map(Record::intoList)
                .sorted(
                    Comparator.comparing((List<Object> stay) -> (Instant) stay.get(2))
                        .thenComparing(stay -> String.valueOf(stay.get(1))))
                .toList());
  }

  private static List<Object> stay(
      EventKind kind,
      @Nullable TicketStatus status,
      Instant start,
      @Nullable Instant end,
      @Nullable Long micros) {
    return Arrays.asList(kind, status, start, end, micros);
  }

  private static CheckCycle nothingFound(Instant start) {
    return new CheckCycle(
        "monitor", start, CycleScope.everything(), CycleOutcome.COMPLETE, List.of());
  }

  @Test
  void durationsOfATicketAreExactMicroseconds() {
    long id = open("lag", NOW.minusNanos(1_000));
    assertThat(facts(id))
        .extracting(
            TicketFactsRecord::getAcknowledgeMicros,
            TicketFactsRecord::getDiagnoseMicros,
            TicketFactsRecord::getResolveMicros,
            TicketFactsRecord::getGapMicros,
            TicketFactsRecord::getResolvedBy,
            TicketFactsRecord::getResolver)
        .containsOnlyNulls();

    clock.advance(Duration.ofHours(1));
    store.acknowledge(id);
    store.hold(id);
    clock.advance(Duration.ofDays(31).plusNanos(876_544_000));
    store.unhold(id);
    store.diagnose(id, "disk");
    clock.advance(Duration.ofNanos(3_000));
    store.by("ann", null).resolve(id);
    clock.advance(Duration.ofSeconds(2));
    long next = open("lag", clock.instant());

    TicketFactsRecord row = facts(id);
    long held = Duration.ofDays(31).toMillis() * 1_000 + 876_544;
    assertThat(row.getAcknowledgeMicros()).isEqualTo(HOUR + 1);
    assertThat(row.getDiagnoseMicros()).isEqualTo(HOUR + 1 + held);
    assertThat(row.getResolveMicros()).isEqualTo(HOUR + 1 + held + 3);
    assertThat(row.getHeldMicros()).isEqualTo(held);
    assertThat(row.getHeldSince()).isNull();
    assertThat(row.getResolvedBy()).isEqualTo(ResolvedBy.PERSON);
    assertThat(row.getResolver()).isEqualTo("ann");
    assertThat(row.getSeverity()).isEqualTo(Severity.WARNING);
    assertThat(row.getStatus()).isEqualTo(TicketStatus.RESOLVED);
    assertThat(facts(next).getGapMicros()).isEqualTo(2_000_000);
    assertThat(facts(next).getEpisode()).isEqualTo(2);
    store.by("bob", null).resolve(next);
    assertThat(List.of(facts(id).getResolver(), facts(next).getResolver()))
        .containsExactly("ann", "bob");
  }

  @Test
  void aCycleIsTheResolverOfWhatItResolves() {
    long id = open("lag", NOW);
    clock.advance(Duration.ofSeconds(5));
    store.reconcile(nothingFound(NOW.plusSeconds(3)));

    assertThat(facts(id).getResolvedBy()).isEqualTo(ResolvedBy.CYCLE);
    assertThat(facts(id).getResolver()).isEqualTo("monitor");
    assertThat(facts(id).getResolveMicros()).isEqualTo(3_000_000);
    CycleSummaryRecord summary = store.read(dsl -> dsl.fetchSingle(CYCLE_SUMMARY));
    assertThat(summary.getOutcome()).isEqualTo(CycleOutcome.COMPLETE);
    assertThat(summary.getResolvedCount()).isOne();
    assertThat(summary.getObservationCount()).isZero();
    assertThat(summary.getDelayMicros()).isEqualTo(2_000_000);
    assertThat(summary.getDurationMicros()).isNull();
  }

  @Test
  void staysFollowEachOtherAndTheLastOneIsOpenEnded() {
    long id = open("lag", NOW.minusSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    store.hold(id);
    clock.advance(Duration.ofSeconds(1));
    store.acknowledge(id);
    clock.advance(Duration.ofSeconds(1));
    store.unhold(id);
    clock.advance(Duration.ofSeconds(1));
    store.hold(id);

    assertThat(stays(id))
        .containsExactly(
            stay(
                EventKind.STATUS,
                TicketStatus.OPEN,
                NOW.minusSeconds(1),
                NOW.plusSeconds(2),
                3_000_000L),
            stay(EventKind.HELD, null, NOW.plusSeconds(1), NOW.plusSeconds(3), 2_000_000L),
            stay(EventKind.STATUS, TicketStatus.ACKNOWLEDGED, NOW.plusSeconds(2), null, null),
            stay(EventKind.HELD, null, NOW.plusSeconds(4), null, null));

    clock.advance(Duration.ofSeconds(1));
    store.resolveAndReleaseHold(id);

    assertThat(stays(id).subList(2, 5))
        .containsExactly(
            stay(
                EventKind.STATUS,
                TicketStatus.ACKNOWLEDGED,
                NOW.plusSeconds(2),
                NOW.plusSeconds(5),
                3_000_000L),
            stay(EventKind.HELD, null, NOW.plusSeconds(4), NOW.plusSeconds(5), 1_000_000L),
            stay(EventKind.STATUS, TicketStatus.RESOLVED, NOW.plusSeconds(5), null, null));
  }

  /** The person acknowledged by the clock, long after the cycle that is replayed. */
  @Test
  void aStepAfterTheResolutionThatAReplayFindsTakesNoTime() {
    Instant then = NOW.minus(Duration.ofDays(9));
    long id = open("lag", then);
    store.acknowledge(id);
    store.reconcile(nothingFound(then.plusSeconds(60)));

    Instant end = then.plusSeconds(60);
    assertThat(stays(id))
        .containsExactlyInAnyOrder(
            stay(EventKind.STATUS, TicketStatus.OPEN, then, end, 60_000_000L),
            stay(EventKind.STATUS, TicketStatus.ACKNOWLEDGED, end, end, 0L),
            stay(EventKind.STATUS, TicketStatus.RESOLVED, end, null, null));
  }

  @Test
  void aKeyIsCountedFromItsFirstEpisodeAlsoWhenThatWasPurged() {
    for (int i = 0; i < 4; i++) {
      long id = open("lag", clock.instant());
      open("lag", clock.instant());
      clock.advance(Duration.ofHours(1));
      store.resolve(id);
      clock.advance(Duration.ofHours(i));
    }
    open("lag", clock.instant());
    open("single", NOW);

    KeySummaryRecord before = key("lag");
    assertThat(before.getEpisodes()).isEqualTo(5);
    assertThat(before.getOccurrences()).isEqualTo(9);
    assertThat(before.getFirstSeenAt()).isEqualTo(NOW);
    assertThat(before.getLastSeenAt()).isEqualTo(clock.instant());
    assertThat(before.getUnresolved()).isTrue();
    assertThat(before.getMeanBetweenMicros()).isEqualTo((4 + 6) * HOUR / 4);
    assertThat(before.getPurgedTickets()).isZero();
    assertThat(key("single").getMeanBetweenMicros()).isNull();

    Retention first = Retention.everythingBefore(NOW.plus(Duration.ofMinutes(90)));
    assertThat(store.purge(first, rows -> {}).tickets()).isOne();
    assertThat(store.purge(Retention.everythingBefore(clock.instant()), rows -> {}).tickets())
        .isEqualTo(2);

    before.setPurgedTickets(3L);
    assertThat(key("lag")).isEqualTo(before);
    assertThat(store.<Integer>read(dsl -> dsl.fetchCount(KEY_SUMMARY))).isEqualTo(2);
  }
}
