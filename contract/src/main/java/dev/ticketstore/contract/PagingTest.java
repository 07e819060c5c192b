package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Page after page of a list. */
class PagingTest extends TicketStoreContract {

  private static final int TICKETS = 12;

  private List<Long> newestFirst = List.of();

  @BeforeEach
  void openTickets() {
    newestFirst =
        store
            .observeAll(
                IntStream.range(0, TICKETS).mapToObj(i -> storeDown("tikv-" + i, NOW)).toList())
            .stream()
            .map(Observation::ticket)
            .map(Ticket::id)
            .sorted(Comparator.reverseOrder())
            .toList();
  }

  private static TicketQuery.Builder pages(int size) {
    return TicketQuery.builder().pageSize(size);
  }

  private String cursor() {
    return String.valueOf(store.list(pages(5).build()).next());
  }

  @ParameterizedTest
  @CsvSource({"1, 12", "5, 3", "6, 2", "11, 2", "12, 1", "13, 1", "1000, 1"})
  void pagesShowEachTicketOnceNewestFirst(int size, int expectedPages) {
    List<Long> shown = new ArrayList<>();
    int pages = 0;
    TicketQuery query = pages(size).build();
    for (Page page = store.list(query); ; page = store.list(query)) {
      pages++;
      shown.addAll(page.tickets().stream().map(Ticket::id).toList());
      if (page.next() == null) {
        break;
      }
      assertThat(page.tickets()).hasSize(size);
      query = query.toBuilder().after(page.next()).build();
    }

    assertThat(shown).isEqualTo(newestFirst);
    assertThat(pages).isEqualTo(expectedPages);
  }

  @Test
  void emptyListIsOnePageWithoutACursor() {
    assertThat(store.list(pages(5).invariantName("unheard_of").build()))
        .isEqualTo(new Page(List.of(), null));
  }

  @Test
  void pageHasFiftyTicketsUnlessToldOtherwise() {
    store.observeAll(IntStream.range(0, 51).mapToObj(i -> storeDown("more-" + i, NOW)).toList());

    assertThat(store.list(TicketQuery.all()).tickets()).hasSize(50);
  }

  @Test
  void ticketsOpenedMeanwhileAreNotShownAndNoOtherIsLostOrRepeated() {
    List<Long> shown = new ArrayList<>();
    TicketQuery query = pages(5).build();
    for (int i = 0; ; i++) {
      Page page = store.list(query);
      shown.addAll(page.tickets().stream().map(Ticket::id).toList());
      if (page.next() == null) {
        break;
      }
      store.observe(storeDown("between-" + i, NOW));
      store.observe(storeDown("tikv-0", NOW));
      query = query.toBuilder().after(page.next()).build();
    }

    assertThat(shown).isEqualTo(newestFirst);
  }

  @Test
  void cursorGoesOnWithAnotherPageSize() {
    assertThat(store.list(pages(100).after(cursor()).build()).tickets())
        .extracting(Ticket::id)
        .isEqualTo(newestFirst.subList(5, TICKETS));
  }

  @Test
  void cursorOfOneStoreGoesOnInAnotherOfTheSameDatabase() {
    String cursor = cursor();
    try (var other = database.store().open()) {
      assertThat(other.list(pages(5).after(cursor).build()).tickets())
          .extracting(Ticket::id)
          .isEqualTo(newestFirst.subList(5, 10));
    }
  }

  @Test
  void cursorOfOtherFiltersIsRefused() {
    assertRefused(pages(5).unresolved().after(cursor()).build());
  }

  @Test
  void whatIsNoCursorIsRefused() {
    String cursor = cursor();
    for (String other :
        List.of(
            "",
            " ",
            "1",
            "null",
            "\0",
            "\ud800",
            cursor.substring(1),
            cursor.substring(0, cursor.length() - 1),
            cursor + "A",
            cursor + "=",
            cursor + cursor,
            "A".repeat(18),
            "x".repeat(100_000))) {
      assertRefused(pages(5).after(other).build());
    }
  }

  private void assertRefused(TicketQuery query) {
    assertThatExceptionOfType(InvalidInputException.class)
        .as("cursor %s", query.after())
        .isThrownBy(() -> store.list(query))
        .satisfies(e -> assertThat(e.field()).isEqualTo("after"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }
}
