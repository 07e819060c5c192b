package dev.ticketstore.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.Severity;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Duration;
import java.util.List;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;

/** What an observation does to the ticket of its key. */
class ObserveTest extends TicketStoreContract {

  @Test
  void firstViolationOfAKeyOpensATicket() {
    Observation seen = store.observe(storeDown("tikv-3:20160", NOW.minusSeconds(2)));

    assertThat(seen.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(seen.ticket())
        .isEqualTo(
            new Ticket(
                seen.ticket().id(),
                "store_down:tikv-3:20160",
                "store_down",
                "tikv-3:20160",
                TicketStatus.OPEN,
                false,
                null,
                1,
                NOW.minusSeconds(2),
                NOW.minusSeconds(2),
                null,
                "no heartbeat from tikv-3:20160",
                Severity.CRITICAL,
                null,
                JSONB.valueOf("{\"heartbeat_age_seconds\":61.5}"),
                1,
                NOW,
                NOW));
    assertThat(store.find(seen.ticket().id())).contains(seen.ticket());
  }

  @Test
  void repeatCountsOnTheSameTicketAndTakesTheNewestWords() {
    Ticket first = store.observe(storeDown("tikv-3:20160", NOW)).ticket();
    clock.advance(Duration.ofSeconds(30));

    Observation again =
        store.observe(
            Violation.of("store_down", "still silent")
                .store("tikv-3:20160")
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
}
