package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.PurgeReport;
import dev.ticketstore.Retention;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is old goes, and nothing that the store still needs. */
@NeedsOwner(because = "a writer deletes nothing")
class PurgeTest extends TicketStoreContract {

  private long openAndResolve() {
    long id =
        store
            .observe(
                Violation.of("lag", "m")
                    .observedAt(clock.instant())
                    .observationId("o" + clock.instant())
                    .build())
            .ticket()
            .id();
    store.resolve(id);
    clock.advance(Duration.ofDays(1));
    return id;
  }

  @Test
  void theLastResolvedTicketOfAKeyStaysWithAllThatWasCounted() {
    openAndResolve();
    openAndResolve();
    long last = openAndResolve();
    long open = store.observe(storeDown("a", NOW)).ticket().id();
    Retention all = Retention.everythingBefore(clock.instant().plusSeconds(1));

    PurgeReport expected = store.purgeDryRun(all);
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(4);
    PurgeReport purged = store.purge(all, rows -> {});

    assertThat(purged).isEqualTo(expected).isEqualTo(new PurgeReport(2, 2, 3, 0));
    assertThat(store.list(TicketQuery.all()).tickets())
        .extracting(Ticket::id)
        .containsExactly(open, last);
    assertThat(store.observe(Violation.of("lag", "m").observedAt(NOW).build()).outcome())
        .isEqualTo(Outcome.LATE);
    Ticket next = store.observe(Violation.of("lag", "m").build()).ticket();
    assertThat(next.episode()).isEqualTo(4);
    assertThat(next.occurrencesBefore()).isEqualTo(3);
    assertThat(store.purge(all, rows -> {}).tickets()).isZero();
  }

  @Test
  void anUnresolvedTicketKeepsItsHistory() {
    long resolved = openAndResolve();
    long open = store.observe(storeDown("a", NOW)).ticket().id();
    Retention events = new Retention(null, clock.instant().plusSeconds(1), null, null);

    assertThat(store.purge(events, rows -> {})).isEqualTo(new PurgeReport(0, 2, 0, 0));

    assertThat(store.history(resolved)).isEmpty();
    assertThat(store.history(open)).hasSize(1);
  }

  @Test
  void onlyWhatIsOlderGoes() {
    openAndResolve();
    openAndResolve();
    openAndResolve();

    PurgeReport purged =
        store.purge(
            new Retention(NOW.plus(Duration.ofHours(1)), null, NOW.plus(Duration.ofHours(1)), null),
            rows -> {});

    assertThat(purged).isEqualTo(new PurgeReport(1, 0, 1, 0));
  }

  @Test
  void aDuplicateOfATicketThatHasGoneGivesTheLastOfItsKey() {
    openAndResolve();
    long last = openAndResolve();
    store.purge(new Retention(clock.instant(), null, null, null), rows -> {});

    assertThat(
            store.observe(
                Violation.of("lag", "m").observationId("o" + NOW).observedAt(NOW).build()))
        .satisfies(
            seen -> {
              assertThat(seen.outcome()).isEqualTo(Outcome.DUPLICATE);
              assertThat(seen.ticket().id()).isEqualTo(last);
            });
  }

  @Test
  void manyRowsGoInSmallTransactionsWithProgress() {
    List<Violation> down =
        IntStream.range(0, 2_500).mapToObj(i -> storeDown("s" + i, NOW)).toList();
    for (int round = 0; round < 2; round++) {
      store.reconcile(cycle(2 * round, round == 0 ? down : later(down)));
      store.reconcile(cycle(2 * round + 1, List.of()));
    }
    List<Long> progress = new ArrayList<>();

    PurgeReport purged =
        store.purge(
            new Retention(NOW.plusSeconds(60), null, null, NOW.plusSeconds(60)), progress::add);

    assertThat(purged).isEqualTo(new PurgeReport(2_500, 0, 0, 4));
    assertThat(progress).containsExactly(1_000L, 2_000L, 2_500L, 2_504L);
    assertThat(store.list(TicketQuery.builder().pageSize(1).build()).tickets().get(0).episode())
        .isEqualTo(2);
  }

  private static List<Violation> later(List<Violation> violations) {
    return violations.stream()
        .map(each -> storeDown(String.valueOf(each.storeId()), NOW.plusSeconds(2)))
        .toList();
  }

  private static CheckCycle cycle(int second, List<Violation> violations) {
    return new CheckCycle(
        "m", NOW.plusSeconds(second), CycleScope.everything(), CycleOutcome.COMPLETE, violations);
  }
}
