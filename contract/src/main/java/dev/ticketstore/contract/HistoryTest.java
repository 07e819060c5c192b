package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.StaleTicketException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.Severity;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/** Each change is told, with who made it. */
class HistoryTest extends TicketStoreContract {

  private long open() {
    return store.observe(storeDown("a", NOW)).ticket().id();
  }

  @Test
  void unknownTicketHasNoHistory() {
    assertThatExceptionOfType(UnknownTicketException.class)
        .isThrownBy(() -> store.history(4_711))
        .satisfies(e -> assertThat(e.ticketId()).isEqualTo(4_711));
    assertThat(store.historyOfKey("unknown")).isEmpty();
  }

  @Test
  void everyChangeOfATicketIsAnEvent() {
    long id = open();
    clock.advance(Duration.ofSeconds(1));
    store.by("alice", "on call").acknowledge(id);
    store.by("alice").assign(id, "bob");
    store.hold(id);
    store.by("bob").diagnose(id, "a broken switch");
    store.by("bob").diagnose(id, "a broken cable");
    store.observe(
        Violation.of("store_down", "worse")
            .storeId("a")
            .severity(Severity.INFO)
            .observedAt(NOW.plusSeconds(1))
            .batchKey("b7")
            .build());
    store.by("bob").comment(id, "replaced it");
    store.by("bob", "fixed").resolveAndReleaseHold(id);

    assertThat(store.history(id))
        .extracting(
            TicketEvent::kind, TicketEvent::oldValue, TicketEvent::newValue, TicketEvent::actor)
        .containsExactly(
            tuple(EventKind.OPENED, null, "open", null),
            tuple(EventKind.STATUS, "open", "acknowledged", "alice"),
            tuple(EventKind.ASSIGNEE, null, "bob", "alice"),
            tuple(EventKind.HELD, "false", "true", null),
            tuple(EventKind.STATUS, "acknowledged", "diagnosed", "bob"),
            tuple(EventKind.DIAGNOSIS, null, "a broken switch", "bob"),
            tuple(EventKind.DIAGNOSIS, "a broken switch", "a broken cable", "bob"),
            tuple(EventKind.SEVERITY, "critical", "info", null),
            tuple(EventKind.COMMENT, null, "replaced it", "bob"),
            tuple(EventKind.STATUS, "diagnosed", "resolved", "bob"),
            tuple(EventKind.HELD, "true", "false", "bob"));
    assertThat(store.history(id).get(1))
        .satisfies(
            event -> {
              assertThat(event.recordedAt()).isEqualTo(NOW.plusSeconds(1));
              assertThat(event.note()).isEqualTo("on call");
              assertThat(event.violationKey()).isEqualTo("store_down:a");
            });
    assertThat(store.history(id).get(7).batchKey()).isEqualTo("b7");
  }

  @Test
  void whatChangesNothingIsNoEvent() {
    long id = open();
    store.acknowledge(id);
    store.acknowledge(id);
    store.observe(storeDown("a", NOW.plusSeconds(1)));

    assertThat(store.history(id)).hasSize(2);
  }

  @Test
  void aCycleIsNamedByItsSourceAndBatch() {
    open();

    store.reconcile(
        new CheckCycle(
            "monitor-1",
            NOW.plusSeconds(60),
            CycleScope.everything(),
            CycleOutcome.COMPLETE,
            List.of(storeDown("b", NOW.plusSeconds(60))),
            "cycle-7"));

    assertThat(store.historyOfKey("store_down:a"))
        .last()
        .extracting(TicketEvent::newValue, TicketEvent::actor, TicketEvent::batchKey)
        .containsExactly("resolved", "monitor-1", "cycle-7");
    assertThat(store.historyOfKey("store_down:b"))
        .extracting(TicketEvent::kind, TicketEvent::actor, TicketEvent::batchKey)
        .containsExactly(tuple(EventKind.OPENED, "monitor-1", "cycle-7"));
  }

  @Test
  void aTicketKnowsItsEpisodeAndTheOneBefore() {
    long first = open();
    store.observe(storeDown("a", NOW));
    store.resolve(first);

    Ticket second = store.observe(storeDown("a", NOW.plusSeconds(1))).ticket();

    assertThat(second.episode()).isEqualTo(2);
    assertThat(second.previousId()).isEqualTo(first);
    assertThat(second.occurrencesBefore()).isEqualTo(2);
    assertThat(store.historyOfKey("store_down:a"))
        .extracting(TicketEvent::ticketId)
        .containsExactly(first, first, second.id());
  }

  @Test
  void aDiagnosisOfAVersionThatIsNotTheCurrentOneIsRefused() {
    long id = open();
    store.diagnose(id, "a broken switch", 1);

    assertThatThrownBy(() -> store.diagnose(id, "a broken cable", 1))
        .isInstanceOfSatisfying(
            StaleTicketException.class,
            e ->
                assertThat(List.of(e.ticketId(), e.expectedVersion(), e.actualVersion()))
                    .containsExactly(id, 1L, 2L));
    assertThat(store.find(id).orElseThrow().diagnosis()).isEqualTo("a broken switch");
  }

  @Test
  void anUndoneTransactionLeavesNoEvent() throws Exception {
    try (Connection connection = database.connectForTransactions()) {
      DSLContext dsl = database.dsl(connection);
      assertThatThrownBy(
              () ->
                  dsl.transaction(
                      transaction -> {
                        store.within(transaction).by("alice").observe(storeDown("a", NOW));
                        throw new IllegalStateException("undo");
                      }))
          .hasMessageContaining("undo");
    }

    assertThat(store.historyOfKey("store_down:a")).isEmpty();
  }

  @Test
  void wrongNamesAndUnknownTicketsAreRefused() {
    assertThatThrownBy(() -> store.by(" ")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> store.by("alice", "")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> store.comment(7, "look")).isInstanceOf(UnknownTicketException.class);
    assertThatThrownBy(() -> store.comment(open(), "\u0000"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> store.assign(7, "bob")).isInstanceOf(UnknownTicketException.class);
  }
}
