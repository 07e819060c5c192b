package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Poison;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What many violations in one call do, together or not at all. */
class ObserveAllTest extends TicketStoreContract {

  @Test
  void upsertingInTheOrderABAGivesEachItsOwnTicket() {
    Violation a = storeDown("a", NOW);
    Violation b = storeDown("b", NOW);

    List<Observation> seen = store.observeAll(List.of(a, b, a));

    assertThat(seen).extracting(each -> each.ticket().storeId()).containsExactly("a", "b", "a");
    assertThat(seen)
        .extracting(Observation::outcome)
        .containsExactly(Outcome.CREATED, Outcome.CREATED, Outcome.REPEATED);
    assertThat(seen)
        .extracting(each -> each.ticket().occurrenceCount())
        .containsExactly(2L, 1L, 2L);
  }

  @Test
  void violationsOfOneKeyCountEachAndShowTheTicketAfterTheWholeCall() {
    List<Observation> seen =
        store.observeAll(
            List.of(
                storeDown("a", NOW),
                storeDown("a", NOW.minusSeconds(60)),
                storeDown("a", NOW.plusSeconds(60))));

    assertThat(seen)
        .extracting(Observation::outcome)
        .containsExactly(Outcome.CREATED, Outcome.REPEATED, Outcome.REPEATED);
    Ticket ticket = store.findUnresolved("store_down:a").orElseThrow();
    assertThat(seen).extracting(Observation::ticket).containsOnly(ticket);
    assertThat(ticket.occurrenceCount()).isEqualTo(3);
    assertThat(ticket.firstSeenAt()).isEqualTo(NOW.minusSeconds(60));
    assertThat(ticket.lastSeenAt()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void violationsOfAKeyThatHasATicketAreAllRepeats() {
    Ticket before = store.observe(storeDown("a", NOW)).ticket();

    List<Observation> seen = store.observeAll(List.of(storeDown("a", NOW), storeDown("a", NOW)));

    assertThat(seen).extracting(Observation::outcome).containsOnly(Outcome.REPEATED);
    assertThat(seen).extracting(each -> each.ticket().id()).containsOnly(before.id());
    assertThat(seen).extracting(each -> each.ticket().occurrenceCount()).containsOnly(3L);
  }

  @Test
  void newestOfAKeyHasTheWordsAndOfThoseAtOneTimeTheLaterInTheList() {
    Violation.Builder a = Violation.of("disk_full", "first").batchKey("batch-1").observedAt(NOW);
    Violation second =
        Violation.of("disk_full", "second")
            .severity(Severity.CRITICAL)
            .metricSnapshot("{\"used\":95}")
            .batchKey("batch-2")
            .observedAt(NOW)
            .build();
    Violation older = Violation.of("disk_full", "older").observedAt(NOW.minusSeconds(1)).build();

    Ticket ticket = store.observeAll(List.of(a.build(), second, older)).get(0).ticket();

    assertThat(ticket.message()).isEqualTo("second");
    assertThat(ticket.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(ticket.metricSnapshot()).isEqualTo(second.metricSnapshot());
    assertThat(ticket.batchKey()).isEqualTo("batch-1");
  }

  @Test
  void batchThatIsOlderThanTheTicketKeepsItsWords() {
    Ticket before = store.observe(storeDown("a", NOW)).ticket();

    Ticket after =
        store
            .observeAll(
                List.of(
                    Violation.of("store_down", "older")
                        .storeId("a")
                        .observedAt(NOW.minusSeconds(2))
                        .build(),
                    Violation.of("store_down", "old")
                        .storeId("a")
                        .observedAt(NOW.minusSeconds(1))
                        .build()))
            .get(0)
            .ticket();

    assertThat(after.message()).isEqualTo(before.message());
    assertThat(after.severity()).isEqualTo(before.severity());
    assertThat(after.metricSnapshot()).isEqualTo(before.metricSnapshot());
    assertThat(after.lastSeenAt()).isEqualTo(NOW);
    assertThat(after.firstSeenAt()).isEqualTo(NOW.minusSeconds(2));
  }

  @Test
  void emptyListDoesNothing() {
    assertThat(store.observeAll(List.of())).isEmpty();
    assertThat(store.count()).containsEntry(TicketStatus.OPEN, 0L);
  }

  @Test
  void fiveThousandKeysInOneCallOpenATicketEach() {
    List<Violation> violations =
        IntStream.range(0, 5_000).mapToObj(i -> storeDown("tikv-" + i, NOW)).toList();

    List<Observation> opened = store.observeAll(violations);
    clock.advance(Duration.ofSeconds(1));
    List<Observation> repeated = store.observeAll(violations);

    assertThat(opened).extracting(Observation::outcome).containsOnly(Outcome.CREATED);
    assertThat(opened)
        .extracting(each -> each.ticket().violationKey())
        .containsExactlyElementsOf(violations.stream().map(Violation::violationKey).toList());
    assertThat(opened).extracting(each -> each.ticket().id()).doesNotHaveDuplicates();
    assertThat(repeated).extracting(Observation::outcome).containsOnly(Outcome.REPEATED);
    assertThat(repeated)
        .extracting(each -> each.ticket().id())
        .containsExactlyElementsOf(opened.stream().map(each -> each.ticket().id()).toList());
    assertThat(store.count()).containsEntry(TicketStatus.OPEN, 5_000L);
  }

  @Test
  void nothingIsStoredIfTheDatabaseRefusesOne() {
    Ticket before = store.observe(storeDown("a", NOW)).ticket();
    Poison.insertsOf("y", database);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                store.observeAll(
                    List.of(storeDown("a", NOW), storeDown("y", NOW), storeDown("z", NOW))))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse())
        .withMessageContaining("poisoned");

    assertThat(store.list(TicketQuery.all()).tickets()).containsExactly(before);
  }

  /** Of a key with a late observation, the others are counted in a statement of their own. */
  @Test
  void nothingIsStoredIfTheDatabaseRefusesWhatIsNotLate() {
    store.resolve(store.observe(storeDown("y", NOW)).ticket().id());
    clock.advance(Duration.ofMinutes(1));
    List<Violation> violations =
        List.of(storeDown("a", NOW), storeDown("y", NOW), storeDown("y", clock.instant()));
    Poison.insertsOf("y", database);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> store.observeAll(violations))
        .withMessageContaining("poisoned");
    assertThat(store.findUnresolved("store_down:a")).isEmpty();

    Poison.remove(database);
    assertThat(store.observeAll(violations))
        .extracting(Observation::outcome)
        .containsExactly(Outcome.CREATED, Outcome.LATE, Outcome.CREATED);
  }

  @Test
  void nothingIsStoredIfTheDatabaseRefusesTheSecondOfSeveralStatements() {
    // Over 16 MiB go into more than one statement, in the order of the keys.
    String metrics = "{\"x\":\"" + "x".repeat(1_000_000) + "\"}";
    List<Violation> violations =
        IntStream.range(10, 30)
            .mapToObj(
                i ->
                    Violation.of("huge", "m".repeat(60_000))
                        .storeId("tikv-" + i)
                        .metricSnapshot(metrics)
                        .observedAt(NOW)
                        .build())
            .toList();
    Poison.insertsOf("tikv-29", database);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> store.observeAll(violations));
    assertThat(store.count()).containsEntry(TicketStatus.OPEN, 0L);

    Poison.remove(database);
    assertThat(store.observeAll(violations))
        .hasSize(20)
        .extracting(Observation::outcome)
        .containsOnly(Outcome.CREATED);
    assertThat(store.count()).containsEntry(TicketStatus.OPEN, 20L);
  }
}
