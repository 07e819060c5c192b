package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.OBSERVATION_IDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.ObservationIdReusedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Threads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An observation with an id counts once, whoever gives it and in whatever order. */
class ExactlyOnceTest extends TicketStoreContract {

  private static Violation seen(String key, String id, Instant at) {
    return Violation.of("store_down", "m at " + at)
        .storeId(key)
        .observationId(id)
        .observedAt(at)
        .build();
  }

  @Test
  void theSameIdCountsOnceAndGivesTheTicketThatItMade() {
    Ticket ticket = store.observe(seen("a", "o1", NOW)).ticket();
    store.resolve(ticket.id());
    store.observe(seen("a", "o2", NOW.plusSeconds(1)));

    Observation again = store.observe(seen("a", "o1", NOW.plusSeconds(2)));

    assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(again.ticket().id()).isEqualTo(ticket.id());
    assertThat(store.findUnresolved("store_down:a").orElseThrow().occurrenceCount()).isEqualTo(1);
  }

  @Test
  void theSameIdTwiceInOneBatchCountsOnce() {
    List<Observation> seen =
        store.observeAll(List.of(seen("a", "o1", NOW), seen("b", "o2", NOW), seen("a", "o1", NOW)));

    assertThat(seen)
        .extracting(Observation::outcome)
        .containsExactly(Outcome.CREATED, Outcome.CREATED, Outcome.DUPLICATE);
    assertThat(seen.get(2).ticket()).isEqualTo(seen.get(0).ticket());
    assertThat(seen.get(0).ticket().occurrenceCount()).isEqualTo(1);
  }

  @Test
  void theSameIdWithAnotherKeyIsRefusedAndNothingCounts() {
    store.observe(seen("a", "o1", NOW));

    assertThatThrownBy(() -> store.observeAll(List.of(seen("c", "o2", NOW), seen("b", "o1", NOW))))
        .isInstanceOfSatisfying(
            ObservationIdReusedException.class,
            e ->
                assertThat(List.of(e.observationId(), e.countedKey(), e.givenKey()))
                    .containsExactly("o1", "store_down:a", "store_down:b"));
    assertThatThrownBy(() -> store.observeAll(List.of(seen("c", "o3", NOW), seen("b", "o3", NOW))))
        .isInstanceOf(ObservationIdReusedException.class);
    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(1);
    assertThat(store.<Integer>read(dsl -> dsl.fetchCount(OBSERVATION_IDS))).isEqualTo(1);
  }

  @Test
  void sixteenThreadsThatGiveTheSameIdsCountEachOnce() throws Exception {
    List<Violation> all =
        IntStream.range(0, 40).mapToObj(i -> seen("s" + i % 5, "o" + i, NOW)).toList();

    List<List<Observation>> seen =
        Threads.run(
            16,
            thread -> {
              List<Violation> mine = new ArrayList<>(all);
              Collections.shuffle(mine, new Random(thread));
              List<Observation> outcomes = new ArrayList<>();
              for (int i = 0; i < mine.size(); i += 4) {
                outcomes.addAll(store.observeAll(mine.subList(i, i + 4)));
              }
              return outcomes;
            });

    Stream<Observation> counted =
        seen.stream().flatMap(List::stream).filter(each -> each.outcome() != Outcome.DUPLICATE);
    assertThat(counted).hasSize(40);
    assertThat(store.list(TicketQuery.all()).tickets())
        .hasSize(5)
        .extracting(Ticket::occurrenceCount)
        .containsOnly(8L);
  }

  @Test
  void whatIsOlderThanTheLastResolutionIsLate() {
    Ticket ticket = store.observe(seen("a", "o1", NOW.minusSeconds(10))).ticket();
    Ticket resolved = store.resolve(ticket.id()).ticket();

    Observation late = store.observe(seen("a", "o2", NOW.minusSeconds(1)));

    assertThat(late).isEqualTo(new Observation(Outcome.LATE, resolved));
    assertThat(store.findUnresolved("store_down:a")).isEmpty();
    assertThat(store.observe(seen("a", "o2", NOW.minusSeconds(1)))).isEqualTo(late);
    assertThat(store.observe(seen("a", "o3", NOW)).outcome()).isEqualTo(Outcome.CREATED);
    assertThat(store.observe(seen("a", "o4", NOW.minusSeconds(1))).outcome())
        .isEqualTo(Outcome.LATE);
  }

  @Test
  void aBatchTellsWhatIsLateFromWhatIsNot() {
    Ticket ticket = store.observe(storeDown("a", NOW.minusSeconds(10))).ticket();
    store.resolve(ticket.id());

    List<Observation> seen =
        store.observeAll(
            List.of(
                storeDown("a", NOW.minusSeconds(1)),
                storeDown("a", NOW.plusSeconds(2)),
                storeDown("b", NOW),
                storeDown("a", NOW.plusSeconds(1))));

    assertThat(seen)
        .extracting(Observation::outcome)
        .containsExactly(Outcome.LATE, Outcome.CREATED, Outcome.CREATED, Outcome.REPEATED);
    assertThat(seen.get(0).ticket().id()).isEqualTo(ticket.id());
    assertThat(seen.get(1).ticket())
        .satisfies(
            opened -> {
              assertThat(opened.occurrenceCount()).isEqualTo(2);
              assertThat(opened.firstSeenAt()).isEqualTo(NOW.plusSeconds(1));
              assertThat(opened.lastSeenAt()).isEqualTo(NOW.plusSeconds(2));
            });
  }

  @Test
  void anyOrderOfTheSameObservationsEndsInTheSameTicket() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      List<Violation> observations =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      Violation.of("lag", "m" + random.nextInt(3))
                          .severity(List.of("info", "critical").get(random.nextInt(2)))
                          .observedAt(NOW.plusSeconds(random.nextInt(4)))
                          .build())
              .toList();
      List<List<Object>> tickets = new ArrayList<>();
      for (int order = 0; order < 4; order++) {
        List<Violation> shuffled = new ArrayList<>(observations);
        Collections.shuffle(shuffled, random);
        String key = "order-" + round + "-" + order;
        List<Violation> mine = shuffled.stream().map(each -> withStore(each, key)).toList();
        if (order == 0) {
          store.observeAll(mine);
        } else {
          mine.forEach(store::observe);
        }
        Ticket ticket = store.findUnresolved("lag:" + key).orElseThrow();
        tickets.add(
            List.of(
                ticket.occurrenceCount(),
                ticket.firstSeenAt(),
                ticket.lastSeenAt(),
                ticket.message(),
                ticket.severity()));
      }
      assertThat(tickets).as("round %d", round).containsOnly(tickets.get(0));
    }
  }

  private static Violation withStore(Violation violation, String key) {
    return Violation.of(violation.invariantName(), violation.message())
        .storeId(key)
        .severity(violation.severity())
        .observedAt(violation.observedAt())
        .build();
  }
}
