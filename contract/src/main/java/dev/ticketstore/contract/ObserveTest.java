package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Json;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.TicketDraft;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an observation does to the ticket of its key. */
class ObserveTest extends TicketStoreContract {

  @Test
  void firstViolationOfAKeyOpensATicket() {
    Observation seen = store.observe(storeDown("tikv-3:20160", NOW.minusSeconds(2)));

    assertThat(seen.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(seen.ticket())
        .isEqualTo(
            TicketDraft.of(
                ticket -> {
                  ticket.id = seen.ticket().id();
                  ticket.violationKey = "store_down:tikv-3:20160";
                  ticket.invariantName = "store_down";
                  ticket.storeId = "tikv-3:20160";
                  ticket.occurrenceCount = 1;
                  ticket.firstSeenAt = NOW.minusSeconds(2);
                  ticket.lastSeenAt = NOW.minusSeconds(2);
                  ticket.message = "no heartbeat from tikv-3:20160";
                  ticket.severity = Severity.CRITICAL;
                  ticket.metricSnapshot = Json.of("{\"heartbeat_age_seconds\":61.5}");
                  ticket.createdAt = NOW;
                  ticket.updatedAt = NOW;
                }));
    assertThat(store.find(seen.ticket().id())).contains(seen.ticket());
  }

  @Test
  void repeatCountsOnTheSameTicketAndTakesTheNewestWords() {
    Ticket first = store.observe(storeDown("tikv-3:20160", NOW)).ticket();
    clock.advance(Duration.ofSeconds(30));

    Observation again =
        store.observe(
            Violation.of("store_down", "still silent")
                .storeId("tikv-3:20160")
                .severity(Severity.INFO)
                .observedAt(NOW.plusSeconds(30))
                .build());

    assertThat(again.outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(again.ticket().id()).isEqualTo(first.id());
    assertThat(again.ticket().occurrenceCount()).isEqualTo(2);
    assertThat(again.ticket().firstSeenAt()).isEqualTo(NOW);
    assertThat(again.ticket().lastSeenAt()).isEqualTo(NOW.plusSeconds(30));
    assertThat(again.ticket().message()).isEqualTo("still silent");
    assertThat(again.ticket().severity()).isEqualTo(Severity.INFO);
    assertThat(again.ticket().metricSnapshot()).isNull();
    assertThat(again.ticket().createdAt()).isEqualTo(NOW);
    assertThat(again.ticket().updatedAt()).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void olderObservationCountsAndWidensTheRangeButKeepsTheNewestWords() {
    Ticket first = store.observe(storeDown("tikv-3", NOW)).ticket();
    clock.advance(Duration.ofSeconds(5));

    Observation late =
        store.observe(
            Violation.of("store_down", "older words")
                .storeId("tikv-3")
                .severity(Severity.INFO)
                .metricSnapshot("{\"older\":true}")
                .observedAt(NOW.minusSeconds(60))
                .build());

    assertThat(late.outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(late.ticket())
        .isEqualTo(
            TicketDraft.like(
                first,
                ticket -> {
                  ticket.occurrenceCount = 2;
                  ticket.firstSeenAt = NOW.minusSeconds(60);
                  ticket.version = 2;
                  ticket.updatedAt = NOW.plusSeconds(5);
                }));
    assertThat(store.find(first.id())).contains(late.ticket());
  }

  @Test
  void observationBetweenFirstAndLastLeavesTheRange() {
    store.observe(storeDown("tikv-3", NOW.minusSeconds(60)));
    store.observe(storeDown("tikv-3", NOW));

    Ticket ticket = store.observe(storeDown("tikv-3", NOW.minusSeconds(30))).ticket();

    assertThat(ticket.occurrenceCount()).isEqualTo(3);
    assertThat(ticket.firstSeenAt()).isEqualTo(NOW.minusSeconds(60));
    assertThat(ticket.lastSeenAt()).isEqualTo(NOW);
  }

  @Test
  void ofTwoObservationsAtOneTimeTheLaterCallHasTheWords() {
    store.observe(storeDown("tikv-3", NOW));

    Ticket ticket =
        store
            .observe(Violation.of("store_down", "second").storeId("tikv-3").observedAt(NOW).build())
            .ticket();

    assertThat(ticket.occurrenceCount()).isEqualTo(2);
    assertThat(ticket.message()).isEqualTo("second");
    assertThat(ticket.severity()).isEqualTo(Severity.WARNING);
    assertThat(ticket.metricSnapshot()).isNull();
    assertThat(ticket.firstSeenAt()).isEqualTo(NOW);
    assertThat(ticket.lastSeenAt()).isEqualTo(NOW);
  }

  @Test
  void repeatNeverChangesStatusHoldDiagnosisOrBatchKey() {
    long id =
        store
            .observe(Violation.of("disk_full", "90 %").observedAt(NOW).batchKey("first").build())
            .ticket()
            .id();
    store.hold(id);
    store.diagnose(id, "log rotation is off");

    Ticket ticket =
        store
            .observe(
                Violation.of("disk_full", "95 %")
                    .observedAt(NOW.plusSeconds(60))
                    .batchKey("second")
                    .build())
            .ticket();

    assertThat(ticket.id()).isEqualTo(id);
    assertThat(ticket.message()).isEqualTo("95 %");
    assertThat(ticket.status()).isEqualTo(TicketStatus.DIAGNOSED);
    assertThat(ticket.held()).isTrue();
    assertThat(ticket.diagnosis()).isEqualTo("log rotation is off");
    assertThat(ticket.batchKey()).isEqualTo("first");
  }

  @Test
  void repeatLeavesAnAcknowledgedTicketAcknowledged() {
    long id = store.observe(storeDown("tikv-3", NOW)).ticket().id();
    store.acknowledge(id);

    Ticket ticket = store.observe(storeDown("tikv-3", NOW.plusSeconds(1))).ticket();

    assertThat(ticket.id()).isEqualTo(id);
    assertThat(ticket.status()).isEqualTo(TicketStatus.ACKNOWLEDGED);
    assertThat(ticket.batchKey()).isNull();
  }

  @Test
  void violationAfterResolutionOpensANewTicketAtOnce() {
    Ticket first = store.observe(storeDown("tikv-3", NOW)).ticket();
    Ticket resolved = store.resolve(first.id()).ticket();

    Observation again = store.observe(storeDown("tikv-3", NOW.plusNanos(1_000)));

    assertThat(again.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(again.ticket().id()).isGreaterThan(first.id());
    assertThat(again.ticket().violationKey()).isEqualTo(first.violationKey());
    assertThat(again.ticket().occurrenceCount()).isEqualTo(1);
    assertThat(again.ticket().status()).isEqualTo(TicketStatus.OPEN);
    assertThat(store.find(first.id())).contains(resolved);
    assertThat(store.findUnresolved("store_down:tikv-3")).contains(again.ticket());
  }

  @Test
  void wholeClusterAndEachStoreHaveTicketsOfTheirOwn() {
    Violation cluster = Violation.of("store_down", "quorum lost").observedAt(NOW).build();

    Ticket ofCluster = store.observe(cluster).ticket();
    Observation ofStore = store.observe(storeDown("a", NOW));

    assertThat(ofStore.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(ofCluster.violationKey()).isEqualTo("store_down");
    assertThat(ofCluster.storeId()).isNull();
    assertThat(store.observe(cluster).ticket().id()).isEqualTo(ofCluster.id());
    assertThat(store.findUnresolved("store_down").map(Ticket::id)).contains(ofCluster.id());
    assertThat(store.findUnresolved("store_down:a")).contains(ofStore.ticket());
  }

  @Test
  void keysThatDifferInCaseOrInBlanksAreDifferent() {
    assertThat(
            store.observeAll(
                List.of(storeDown("a", NOW), storeDown("A", NOW), storeDown("a ", NOW))))
        .extracting(Observation::outcome)
        .containsOnly(Outcome.CREATED);
  }

  @Test
  void storeIdMayHoldColons() {
    Ticket ticket = store.observe(storeDown("rack:7::tikv:20160", NOW)).ticket();

    assertThat(ticket.violationKey()).isEqualTo("store_down:rack:7::tikv:20160");
    assertThat(ticket.invariantName()).isEqualTo("store_down");
    assertThat(ticket.storeId()).isEqualTo("rack:7::tikv:20160");
    assertThat(store.findUnresolved(ticket.violationKey())).contains(ticket);
  }

  @Test
  void violationWithoutATimeIsSeenNowByTheStoresClock() {
    clock.advance(Duration.ofNanos(1_999));

    Ticket ticket = store.observe(Violation.of("disk_full", "90 %").build()).ticket();

    Instant now = NOW.plus(1, ChronoUnit.MICROS);
    assertThat(ticket.firstSeenAt()).isEqualTo(now);
    assertThat(ticket.lastSeenAt()).isEqualTo(now);
    assertThat(ticket.createdAt()).isEqualTo(now);
    assertThat(ticket.updatedAt()).isEqualTo(now);
    assertThat(store.find(ticket.id())).contains(ticket);
  }

  @Test
  void nanosecondsAreCutToMicroseconds() {
    Ticket ticket = store.observe(storeDown("a", NOW.plusNanos(999))).ticket();

    assertThat(ticket.firstSeenAt()).isEqualTo(NOW);
    assertThat(ticket.lastSeenAt()).isEqualTo(NOW);
    assertThat(store.find(ticket.id())).contains(ticket);
  }
}
