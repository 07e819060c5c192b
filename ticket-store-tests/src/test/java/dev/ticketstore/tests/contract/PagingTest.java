package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Page;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    return store.list(pages(5).build()).next().orElseThrow();
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
      if (page.next().isEmpty()) {
        break;
      }
      assertThat(page.tickets()).hasSize(size);
      query = query.toBuilder().after(page.next().get()).build();
    }

    assertThat(shown).isEqualTo(newestFirst);
    assertThat(pages).isEqualTo(expectedPages);
  }

  @Test
  void emptyListIsOnePageWithoutACursor() {
    assertThat(store.list(pages(5).invariantName("unheard_of").build()))
        .isEqualTo(new Page(List.of(), Optional.empty()));
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
      if (page.next().isEmpty()) {
        break;
      }
      store.observe(storeDown("between-" + i, NOW));
      store.observe(storeDown("tikv-0", NOW));
      query = query.toBuilder().after(page.next().get()).build();
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

  static List<TicketQuery.Builder> otherFilters() {
    return List.of(
        pages(5).statuses(TicketStatus.OPEN),
        pages(5).unresolved(),
        pages(5).invariantName("store_down"),
        pages(5).storeId("tikv-1"),
        pages(5).violationKey("store_down:tikv-1"),
        pages(5).severities(Severity.CRITICAL),
        pages(5).held(false),
        pages(5).batchKey("b"),
        pages(5).firstSeen(TimeRange.from(NOW)),
        pages(5).lastSeen(TimeRange.from(NOW)),
        pages(5).resolved(TimeRange.from(NOW)),
        pages(5).created(TimeRange.until(NOW)),
        pages(5).labels(Map.of("region", "eu")));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("otherFilters")
  void cursorOfOtherFiltersIsRefused(TicketQuery.Builder other) {
    String cursor = cursor();

    assertRefused(other.after(cursor).build());
  }

  @Test
  void everyFilterIsAmongTheOtherFilters() {
    assertThat(otherFilters()).hasSize(TicketQuery.class.getRecordComponents().length - 1);
  }

  @Test
  void cursorOfFiltersThatReadAlikeWhenStrungTogetherIsRefused() {
    for (String each : List.of("1", "2")) {
      long id =
          store.observe(Violation.of("x, storeId=y", each).storeId("z").build()).ticket().id();
      store.resolve(id);
    }

    TicketQuery.Builder query = pages(1).invariantName("x, storeId=y").storeId("z");
    String cursor = store.list(query.build()).next().orElseThrow();

    assertThat(store.list(query.after(cursor).build()).tickets()).hasSize(1);
    assertRefused(pages(1).invariantName("x").storeId("y, storeId=z").after(cursor).build());
  }

  @Test
  void cursorOfNoFilterIsRefusedForAFilterNamedNull() {
    assertRefused(pages(5).invariantName("null").after(cursor()).build());
  }

  @Test
  void cursorWithAnotherLastCharacterIsRefusedEvenIfItDecodesAlike() {
    String cursor = cursor();
    String start = cursor.substring(0, cursor.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    alphabet
        .chars()
        .mapToObj(last -> start + (char) last)
        .filter(other -> !other.equals(cursor))
        .forEach(other -> assertRefused(pages(5).after(other).build()));
  }

  @Test
  void garbledCursorIsRefused() {
    String cursor = cursor();
    List<Long> rest = newestFirst.subList(5, 10);
    Random random = new Random(7);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. é";
    for (int i = 0; i < 200; i++) {
      StringBuilder garbled = new StringBuilder(cursor);
      int changes = 1 + random.nextInt(3);
      for (int j = 0; j < changes; j++) {
        garbled.setCharAt(
            random.nextInt(garbled.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (!garbled.toString().equals(cursor)) {
        assertRefused(pages(5).after(garbled.toString()).build());
      }
    }
    assertThat(store.list(pages(5).after(cursor).build()).tickets())
        .extracting(Ticket::id)
        .isEqualTo(rest);
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
