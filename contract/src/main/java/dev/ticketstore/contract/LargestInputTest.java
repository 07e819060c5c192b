package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.testkit.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is just inside a limit is stored by every database, and read back as it was. */
class LargestInputTest extends TicketStoreContract {

  private Ticket storedAndFound(Violation violation) {
    Ticket ticket = store.observe(violation).ticket();
    assertThat(store.find(ticket.id())).contains(ticket);
    assertThat(store.findUnresolved(violation.violationKey())).contains(ticket);
    return ticket;
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "é", "票", "'", "\"", "\\", "%", "\u0001", "\uffff"})
  void namesOf255Characters(String character) {
    String name = character.repeat(255);
    Violation violation =
        Violation.of(name, "y").storeId(name).batchKey(name).observedAt(NOW).build();

    Ticket ticket = storedAndFound(violation);
    assertThat(store.observe(violation).ticket().id()).isEqualTo(ticket.id());

    assertThat(ticket.invariantName()).isEqualTo(name);
    assertThat(ticket.storeId()).isEqualTo(name);
    assertThat(ticket.batchKey()).isEqualTo(name);
    assertThat(ticket.violationKey()).isEqualTo(name + ":" + name);
    assertThat(
            store
                .list(
                    TicketQuery.builder()
                        .invariantName(name)
                        .storeId(name)
                        .batchKey(name)
                        .violationKey(ticket.violationKey())
                        .build())
                .tickets())
        .hasSize(1);
    assertThat(
            store
                .reconcile(
                    new CheckCycle(
                        name,
                        NOW,
                        CycleScope.keys(List.of(ticket.violationKey())),
                        CycleOutcome.COMPLETE,
                        List.of(),
                        name))
                .resolved())
        .extracting(Ticket::id)
        .containsExactly(ticket.id());
  }

  @Test
  void namesThatNoCompressionMakesSmaller() {
    StringBuilder name = new StringBuilder();
    new Random(7).ints(254, 0x4e00, 0x9fff).forEach(name::appendCodePoint);

    storedAndFound(Violation.of(name + "a", "y").storeId(name + "b").build());
  }

  @Test
  void namesOfFourBytesForEachPairOfCharacters() {
    String name = "\ud83d\ude00".repeat(127);

    assertThat(storedAndFound(Violation.of(name, "y").storeId(name).build()).storeId())
        .isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "\ud83d\ude00"})
  void messageAndDiagnosisOf64KiB(String character) {
    String text = character.repeat(65_536 / character.getBytes(StandardCharsets.UTF_8).length);

    Ticket ticket = storedAndFound(Violation.of("x", text).build());
    Ticket diagnosed = store.diagnose(ticket.id(), text).ticket();

    assertThat(ticket.message()).isEqualTo(text);
    assertThat(diagnosed.diagnosis()).isEqualTo(text);
    assertThat(store.find(ticket.id())).contains(diagnosed);
  }

  @Test
  void textWithLinesAndBlanksAroundIt() {
    String text = "  first\r\nsecond\tthird \u0001\u007f\u0085\n ";

    assertThat(storedAndFound(Violation.of("x", text).build()).message()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Europe/Amsterdam"})
  void firstAndLastInstantInEveryTimeZone(String zone) {
    Instant first = Instant.parse("0001-01-01T00:00:00Z");
    Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try (var inZone = database.store().clock(new MutableClock(last)).open()) {
      inZone.observe(Violation.of("x", "y").observedAt(first).build());
      Ticket ticket =
          inZone.observe(Violation.of("x", "y").observedAt(last.plusNanos(999)).build()).ticket();

      assertThat(ticket.firstSeenAt()).isEqualTo(first);
      assertThat(ticket.lastSeenAt()).isEqualTo(last);
      assertThat(inZone.find(ticket.id())).contains(ticket);
      assertThat(
              inZone
                  .list(
                      TicketQuery.builder()
                          .firstSeen(TimeRange.from(first))
                          .lastSeen(TimeRange.from(last))
                          .build())
                  .tickets())
          .containsExactly(ticket);
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(store.findUnresolved("x").map(Ticket::lastSeenAt)).contains(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1582-10-04T12:00:00Z",
        "1582-10-10T12:00:00.000001Z",
        "1900-02-28T23:59:59.999999Z",
        "1969-12-31T23:59:59.999999Z",
        "2026-03-29T01:30:00Z",
        "2026-10-25T00:30:00Z",
        "0004-02-29T00:00:00Z"
      })
  void instantsAtTheTurnsOfCalendars(String instant) {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try (var inZone = database.store().open()) {
      Instant at = Instant.parse(instant);
      Ticket ticket = inZone.observe(Violation.of("x", "y").observedAt(at).build()).ticket();

      assertThat(ticket.firstSeenAt()).isEqualTo(at);
      assertThat(inZone.find(ticket.id())).contains(ticket);
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
