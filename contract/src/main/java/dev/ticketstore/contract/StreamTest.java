package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.StoreClosedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tickets that are read one after the other. */
class StreamTest extends TicketStoreContract {

  private static final int TICKETS = 1_200;

  private void open(int tickets) {
    store.observeAll(
        IntStream.range(0, tickets)
            .mapToObj(i -> Violation.of("lag", "m " + i).storeId("s" + i).build())
            .toList());
  }

  @Test
  void givesWhatAListGivesInItsOrder() {
    open(TICKETS);
    store.resolve(7);
    TicketQuery query = TicketQuery.builder().unresolved().pageSize(1_000).build();
    List<Ticket> listed = new ArrayList<>(store.list(query).tickets());
    TicketQuery next = query.toBuilder().after(store.list(query).next()).build();
    listed.addAll(store.list(next).tickets());

    try (Stream<Ticket> stream = store.stream(query)) {
      assertThat(stream).isEqualTo(listed).hasSize(TICKETS - 1);
    }
    try (Stream<Ticket> stream = store.stream(next)) {
      assertThat(stream).isEqualTo(store.list(next).tickets());
    }
  }

  @Test
  void isOneSnapshotAndNeverInTheWayOfAWriter() {
    open(TICKETS);
    try (Stream<Ticket> stream = store.stream(TicketQuery.all())) {
      Iterator<Ticket> tickets = stream.iterator();
      Ticket first = tickets.next();
      assertThat(first.id()).isEqualTo(TICKETS);

      long begin = System.nanoTime();
      store.observe(Violation.of("new", "m").build());
      store.observe(Violation.of("lag", "now changed").storeId("s0").build());
      store.resolve(1);
      assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(5).toNanos());

      int rest = 0;
      Ticket last = first;
      while (tickets.hasNext()) {
        last = tickets.next();
        rest++;
      }
      assertThat(rest).isEqualTo(TICKETS - 1);
      assertThat(last.message()).isEqualTo("m 0");
      assertThat(last.resolvedAt()).isNull();
    }
    assertThat(store.find(1).orElseThrow().message()).isEqualTo("now changed");
  }

  @Test
  void givesItsConnectionBackAtItsEndAndWhenItIsClosed() {
    open(3);
    try (TicketStore small =
        database.store().clock(clock).maxConnections(1).timeout(Duration.ofMillis(500)).open()) {
      for (int i = 0; i < 5; i++) {
        try (Stream<Ticket> all = small.stream(TicketQuery.all())) {
          assertThat(all.findFirst().orElseThrow().id()).isEqualTo(3);
        }
        try (Stream<Ticket> all = small.stream(TicketQuery.all())) {
          assertThat(all.toList()).hasSize(3);
          // At its end it needs none any more.
          assertThat(small.find(1)).isPresent();
        }
        assertThat(small.find(1)).isPresent();
      }
    }
  }

  @Test
  void aForeignCursorIsRefused() {
    TicketQuery query = TicketQuery.builder().after("garbled").build();

    assertThatThrownBy(() -> store.stream(query))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("garbled");
  }

  @Test
  void saysSoIfTheStoreIsClosedMeanwhile() {
    open(TICKETS);
    try (Stream<Ticket> stream = store.stream(TicketQuery.all())) {
      Iterator<Ticket> tickets = stream.iterator();
      tickets.next();
      store.close();

      assertThatThrownBy(
              () -> {
                while (tickets.hasNext()) {
                  tickets.next();
                }
              })
          .isInstanceOf(StoreClosedException.class);
    }
  }
}
