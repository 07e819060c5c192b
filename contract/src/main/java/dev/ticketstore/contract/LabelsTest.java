package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Labels of violations and tickets. */
class LabelsTest extends TicketStoreContract {

  private Ticket observe(String storeId, Map<String, String> labels) {
    return store
        .observe(Violation.of("lag", "p99").storeId(storeId).labels(labels).build())
        .ticket();
  }

  private List<String> listed(Map<String, String> labels) {
    return store.list(TicketQuery.builder().labels(labels).build()).tickets().stream()
        .map(Ticket::storeId)
        .toList();
  }

  @Test
  void theNewestObservationsLabelsStay() {
    observe("a", Map.of("region", "eu", "team", "kv"));

    Ticket again = observe("a", Map.of("team", "it's \"ours\""));

    assertThat(again.labels()).isEqualTo(Map.of("team", "it's \"ours\""));
    assertThat(store.find(again.id())).contains(again);
    assertThat(observe("a", Map.of()).labels()).isEmpty();
  }

  @Test
  void listingWantsAllLabels() {
    observe("a", Map.of("region", "eu", "team.name", "kv"));
    observe("b", Map.of("region", "eu"));
    observe("c", Map.of());

    assertThat(listed(Map.of("region", "eu"))).containsExactly("b", "a");
    assertThat(listed(Map.of("region", "eu", "team.name", "kv"))).containsExactly("a");
    assertThat(listed(Map.of("region", "us"))).isEmpty();
    assertThat(listed(Map.of())).containsExactly("c", "b", "a");
  }

  @Test
  void batchesCarryLabelsToo() {
    store.observeAll(
        List.of(
            Violation.of("lag", "p99").storeId("a").labels(Map.of("k", "é\n")).build(),
            Violation.of("lag", "p99").storeId("b").build()));

    assertThat(listed(Map.of("k", "é\n"))).containsExactly("a");
  }

  @Test
  void badLabelsAreRefusedByNameAndQuoted() {
    Map<String, String> many =
        IntStream.range(0, 65).boxed().collect(Collectors.toMap(i -> "l" + i, i -> ""));
    Map<String, String> nothing = new HashMap<>();
    nothing.put("a", null);
    for (Map<String, String> bad :
        List.of(
            Map.of("", "x"),
            Map.of("$.a", "x"),
            Map.of("9", "x"),
            Map.of("a b", "x"),
            Map.of("a", "\0"),
            Map.of("a", "x".repeat(1_025)),
            many,
            nothing,
            Collections.<String, String>singletonMap(null, "x"))) {
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> observe("a", bad))
          .satisfies(e -> assertThat(e.field()).isEqualTo("labels"));
    }
    assertThat(store.list(TicketQuery.all()).tickets()).isEmpty();
  }
}
