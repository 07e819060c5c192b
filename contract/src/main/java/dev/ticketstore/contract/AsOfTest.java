package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.InvalidInputException;
import dev.ticketstore.RetryPolicy;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.model.EventKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps that took effect at another time than now. */
class AsOfTest extends TicketStoreContract {

  private static final Instant EARLIER = NOW.plusSeconds(60);
  private static final Instant RECORDED = NOW.plus(Duration.ofHours(2));

  private long id;

  @BeforeEach
  void openTicket() {
    id = store.observe(storeDown("a", NOW)).ticket().id();
    clock.advance(Duration.ofHours(2));
  }

  @Test
  void eachStepHasItsTimeInTheHistory() {
    TicketOperations then = store.asOf(EARLIER).by("ann", "by phone");
    then.acknowledge(id);
    then.assign(id, "bob");
    then.diagnose(id, "disk full");
    then.hold(id);
    then.unhold(id);
    then.comment(id, "ordered a disk");
    then.resolve(id);

    assertThat(store.history(id).subList(1, 9))
        .allSatisfy(
            event -> {
              assertThat(event.effectiveAt()).isEqualTo(EARLIER);
              assertThat(event.recordedAt()).isEqualTo(RECORDED);
              assertThat(event.actor()).isEqualTo("ann");
              assertThat(event.note()).isEqualTo("by phone");
            })
        .extracting(TicketEvent::kind, TicketEvent::newValue)
        .containsExactly(
            tuple(EventKind.STATUS, "acknowledged"),
            tuple(EventKind.ASSIGNEE, "bob"),
            tuple(EventKind.STATUS, "diagnosed"),
            tuple(EventKind.DIAGNOSIS, "disk full"),
            tuple(EventKind.HELD, "true"),
            tuple(EventKind.HELD, "false"),
            tuple(EventKind.COMMENT, "ordered a disk"),
            tuple(EventKind.STATUS, "resolved"));
    Ticket ticket = store.find(id).orElseThrow();
    assertThat(ticket.acknowledgedAt()).isEqualTo(EARLIER);
    assertThat(ticket.diagnosedAt()).isEqualTo(EARLIER);
    assertThat(ticket.resolvedAt()).isEqualTo(EARLIER);
    assertThat(ticket.updatedAt()).isEqualTo(RECORDED);
  }

  @Test
  void timeOnHoldIsThatBetweenTheSteps() {
    store.asOf(EARLIER).hold(id);
    assertThat(store.find(id).orElseThrow().heldSince()).isEqualTo(EARLIER);
    assertThat(store.asOf(EARLIER.plusSeconds(90)).unhold(id).ticket().timeOnHold())
        .isEqualTo(Duration.ofSeconds(90));
  }

  /** The resolution ends the hold, when it takes effect itself. */
  @Test
  void timeOnHoldGoesUpToTheResolution() {
    store.observe(storeDown("a", NOW.plusSeconds(300)));
    store.asOf(EARLIER).hold(id);

    Ticket resolved = store.asOf(NOW.plusSeconds(120)).resolveAndReleaseHold(id).ticket();

    assertThat(resolved.resolvedAt()).isEqualTo(NOW.plusSeconds(300));
    assertThat(resolved.timeOnHold()).isEqualTo(Duration.ofMinutes(4));
  }

  @Test
  void aStepTakesEffectNoEarlierThanItsTicketWasSeen() {
    store.observe(storeDown("a", EARLIER));
    TicketOperations before = store.asOf(NOW.minusSeconds(1));

    assertThat(before.acknowledge(id).ticket().acknowledgedAt()).isEqualTo(NOW);
    before.assign(id, "bob");
    assertThat(before.comment(id, "seen coming").effectiveAt()).isEqualTo(NOW.minusSeconds(1));
    assertThat(before.resolve(id).ticket().resolvedAt()).isEqualTo(EARLIER);
    assertThat(store.history(id))
        .extracting(TicketEvent::effectiveAt)
        .containsExactly(NOW, NOW, NOW, NOW.minusSeconds(1), EARLIER);
  }

  /** Only the step has the time, and not what is recorded after it. */
  @Test
  void laterChangesHaveTheirOwnTime() {
    store.asOf(EARLIER).assign(id, "bob");
    store.acknowledge(id);
    store.asOf(EARLIER).assign(id, "cid");
    store.observe(storeDown("a", RECORDED));
    database.execute(
        "update tickets set held = " + (database.isSqlite() ? "1" : "true") + " where id = " + id);

    List<TicketEvent> events = store.history(id);
    assertThat(events)
        .extracting(TicketEvent::kind)
        .containsExactly(
            EventKind.OPENED,
            EventKind.ASSIGNEE,
            EventKind.STATUS,
            EventKind.ASSIGNEE,
            EventKind.HELD);
    assertThat(events.get(2).effectiveAt()).isEqualTo(RECORDED);
    // Another program's change has the database's clock, which is far ahead of the test's.
    assertThat(events.get(4).effectiveAt()).isAfter(RECORDED);
  }

  @Test
  void aTimeTooFarAheadIsRefused() {
    try (TicketStore strict =
        database.store().clock(clock).maxClockSkew(Duration.ofMinutes(5)).open()) {
      Instant allowed = RECORDED.plus(Duration.ofMinutes(5));
      assertThat(strict.asOf(allowed).acknowledge(id).ticket().acknowledgedAt()).isEqualTo(allowed);
      assertThatExceptionOfType(InvalidInputException.class)
          .isThrownBy(() -> strict.asOf(allowed.plusNanos(1_000)))
          .satisfies(e -> assertThat(e.field()).isEqualTo("at"))
          .withMessageContaining(allowed.plusNanos(1_000).toString())
          .withMessageContaining("PT5M");
    }
  }

  @Test
  void holdsWithinATransactionAndWithRetries() throws SQLException {
    store.retrying(RetryPolicy.standard()).asOf(EARLIER).acknowledge(id);
    try (Connection connection = database.connectForTransactions()) {
      database
          .dsl(connection)
          .transaction(
              transaction -> store.within(transaction).asOf(EARLIER).by("ann").assign(id, "bob"));
    }

    assertThat(store.history(id).subList(1, 3))
        .extracting(TicketEvent::effectiveAt)
        .containsOnly(EARLIER);
  }
}
