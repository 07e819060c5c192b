package dev.ticketstore.internal.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor is good for the filters that it was made with, and for nothing else. */
class PageCursorTest {

  private static final Instant AT = Instant.parse("2026-01-24T23:08:17.123456Z");
  private static final String CURSOR = PageCursor.after(8, TicketQuery.all());

  private static void assertRefused(String cursor, TicketQuery query) {
    assertThatExceptionOfType(InvalidInputException.class)
        .as("cursor %s", cursor)
        .isThrownBy(() -> PageCursor.id(cursor, query))
        .satisfies(e -> assertThat(e.field()).isEqualTo("after"))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 8, 1L << 40, Long.MAX_VALUE})
  void cursorGivesItsIdBack(long id) {
    assertThat(PageCursor.id(PageCursor.after(id, TicketQuery.all()), TicketQuery.all()))
        .isEqualTo(id);
  }

  @Test
  void pageSizeAndCursorAreNoFilters() {
    TicketQuery next = TicketQuery.builder().pageSize(7).after(CURSOR).build();

    assertThat(PageCursor.id(CURSOR, next)).isEqualTo(8);
  }

  static List<TicketQuery> otherFilters() {
    return List.of(
        TicketQuery.builder().statuses(TicketStatus.OPEN).build(),
        TicketQuery.builder().unresolved().build(),
        TicketQuery.builder().invariantName("store_down").build(),
        TicketQuery.builder().storeId("tikv-1").build(),
        TicketQuery.builder().violationKey("store_down:tikv-1").build(),
        TicketQuery.builder().severities(Severity.CRITICAL).build(),
        TicketQuery.builder().held(false).build(),
        TicketQuery.builder().assignee("alice").build(),
        TicketQuery.builder().batchKey("b").build(),
        TicketQuery.builder().firstSeen(TimeRange.from(AT)).build(),
        TicketQuery.builder().lastSeen(TimeRange.from(AT)).build(),
        TicketQuery.builder().resolved(TimeRange.from(AT)).build(),
        TicketQuery.builder().created(TimeRange.until(AT)).build(),
        TicketQuery.builder().labels(Map.of("region", "eu")).build());
  }

  @ParameterizedTest
  @MethodSource("otherFilters")
  void cursorOfOtherFiltersIsRefused(TicketQuery other) {
    assertRefused(CURSOR, other);
    assertRefused(PageCursor.after(8, other), TicketQuery.all());
    assertThat(PageCursor.id(PageCursor.after(8, other), other)).isEqualTo(8);
  }

  @Test
  void everyFilterIsAmongTheOtherFilters() {
    assertThat(otherFilters()).hasSize(TicketQuery.class.getRecordComponents().length - 1);
  }

  @Test
  void cursorOfFiltersThatReadAlikeWhenStrungTogetherIsRefused() {
    TicketQuery one = TicketQuery.builder().invariantName("x, storeId=y").storeId("z").build();
    TicketQuery other = TicketQuery.builder().invariantName("x").storeId("y, storeId=z").build();

    assertRefused(PageCursor.after(8, one), other);
  }

  @Test
  void cursorOfNoFilterIsRefusedForAFilterNamedNull() {
    assertRefused(CURSOR, TicketQuery.builder().invariantName("null").build());
  }

  @Test
  void cursorWithAnotherLastCharacterIsRefusedEvenIfItDecodesAlike() {
    String start = CURSOR.substring(0, CURSOR.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    alphabet
        .chars()
        .mapToObj(last -> start + (char) last)
        .filter(other -> !other.equals(CURSOR))
        .forEach(other -> assertRefused(other, TicketQuery.all()));
  }

  @Test
  void garbledCursorIsRefused() {
    Random random = new Random(7);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. \u00e9";
    for (int i = 0; i < 200; i++) {
      StringBuilder garbled = new StringBuilder(CURSOR);
      int changes = 1 + random.nextInt(3);
      for (int j = 0; j < changes; j++) {
        garbled.setCharAt(
            random.nextInt(garbled.length()), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (!garbled.toString().equals(CURSOR)) {
        assertRefused(garbled.toString(), TicketQuery.all());
      }
    }
  }
}
