package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.TICKETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.IllegalStepException;
import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.contract.internal.TicketDraft;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.TicketStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each operation does to a ticket in each state. */
class LifecycleTest extends TicketStoreContract {

  private static final Instant LATER = NOW.plusSeconds(90);

  /** The operations of a person. */
  enum Operation {
    ACKNOWLEDGE,
    DIAGNOSE,
    DIAGNOSE_ALIKE,
    RESOLVE,
    RESOLVE_AND_RELEASE_HOLD,
    HOLD,
    UNHOLD
  }

  private StepResult apply(Operation operation, long id) {
    return switch (operation) {
      case ACKNOWLEDGE -> store.acknowledge(id);
      case DIAGNOSE -> store.diagnose(id, "another cause");
      case DIAGNOSE_ALIKE -> store.diagnose(id, "a cause");
      case RESOLVE -> store.resolve(id);
      case RESOLVE_AND_RELEASE_HOLD -> store.resolveAndReleaseHold(id);
      case HOLD -> store.hold(id);
      case UNHOLD -> store.unhold(id);
    };
  }

  /** A ticket of which everything was last changed at {@link #NOW}. */
  private Ticket ticket(TicketStatus status, boolean held) {
    long id = store.observe(storeDown("a", NOW.minusSeconds(5))).ticket().id();
    switch (status) {
      case OPEN -> {}
      case ACKNOWLEDGED -> store.acknowledge(id);
      case DIAGNOSED -> store.diagnose(id, "a cause");
      case RESOLVED -> store.resolve(id);
    }
    if (held) {
      // As another program may, also where the store would not.
      database.execute("update tickets set held = " + (database.isSqlite() ? "1" : "true"));
    }
    clock.advance(Duration.ofSeconds(90));
    return store.find(id).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          status       | held  | operation                | status after | held after | diagnosis after
          OPEN         | false | ACKNOWLEDGE              | ACKNOWLEDGED | false      |
          OPEN         | false | DIAGNOSE                 | DIAGNOSED    | false      | another cause
          OPEN         | false | RESOLVE                  | RESOLVED     | false      |
          OPEN         | false | RESOLVE_AND_RELEASE_HOLD | RESOLVED     | false      |
          OPEN         | false | HOLD                     | OPEN         | true       |
          OPEN         | true  | ACKNOWLEDGE              | ACKNOWLEDGED | true       |
          OPEN         | true  | DIAGNOSE                 | DIAGNOSED    | true       | another cause
          OPEN         | true  | RESOLVE_AND_RELEASE_HOLD | RESOLVED     | false      |
          OPEN         | true  | UNHOLD                   | OPEN         | false      |
          ACKNOWLEDGED | false | DIAGNOSE                 | DIAGNOSED    | false      | another cause
          ACKNOWLEDGED | false | RESOLVE                  | RESOLVED     | false      |
          ACKNOWLEDGED | false | RESOLVE_AND_RELEASE_HOLD | RESOLVED     | false      |
          ACKNOWLEDGED | false | HOLD                     | ACKNOWLEDGED | true       |
          ACKNOWLEDGED | true  | DIAGNOSE                 | DIAGNOSED    | true       | another cause
          ACKNOWLEDGED | true  | RESOLVE_AND_RELEASE_HOLD | RESOLVED     | false      |
          ACKNOWLEDGED | true  | UNHOLD                   | ACKNOWLEDGED | false      |
          DIAGNOSED    | false | DIAGNOSE                 | DIAGNOSED    | false      | another cause
          DIAGNOSED    | false | RESOLVE                  | RESOLVED     | false      | a cause
          DIAGNOSED    | false | RESOLVE_AND_RELEASE_HOLD | RESOLVED     | false      | a cause
          DIAGNOSED    | false | HOLD                     | DIAGNOSED    | true       | a cause
          DIAGNOSED    | true  | DIAGNOSE                 | DIAGNOSED    | true       | another cause
          DIAGNOSED    | true  | RESOLVE_AND_RELEASE_HOLD | RESOLVED     | false      | a cause
          DIAGNOSED    | true  | UNHOLD                   | DIAGNOSED    | false      | a cause
          """)
  void operationChangesTheTicket(
      TicketStatus status,
      boolean held,
      Operation operation,
      TicketStatus statusAfter,
      boolean heldAfter,
      @Nullable String diagnosisAfter) {
    Ticket before = ticket(status, held);

    StepResult change = apply(operation, before.id());

    assertThat(change.changed()).isTrue();
    assertThat(change.ticket())
        .isEqualTo(
            TicketDraft.like(
                before,
                ticket -> {
                  ticket.status = statusAfter;
                  ticket.held = heldAfter;
                  ticket.diagnosis = diagnosisAfter;
                  ticket.version = before.version() + 1;
                  ticket.updatedAt = LATER;
                  if (statusAfter != before.status()) {
                    switch (statusAfter) {
                      case ACKNOWLEDGED -> ticket.acknowledgedAt = LATER;
                      case DIAGNOSED -> ticket.diagnosedAt = LATER;
                      case RESOLVED -> {
                        ticket.resolvedAt = LATER;
                        ticket.resolvedBy = ResolvedBy.PERSON;
                      }
                      case OPEN -> throw new AssertionError(operation);
                    }
                  }
                  if (heldAfter != before.held()) {
                    ticket.heldSince = heldAfter ? LATER : null;
                    // Another program holds as of now, which is later than the clock here.
                    ticket.timeOnHold = Duration.ZERO;
                  }
                }));
    assertThat(store.find(before.id())).contains(change.ticket());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OPEN         | false | UNHOLD
          OPEN         | true  | HOLD
          ACKNOWLEDGED | false | ACKNOWLEDGE
          ACKNOWLEDGED | false | UNHOLD
          ACKNOWLEDGED | true  | ACKNOWLEDGE
          ACKNOWLEDGED | true  | HOLD
          DIAGNOSED    | false | DIAGNOSE_ALIKE
          DIAGNOSED    | false | UNHOLD
          DIAGNOSED    | true  | DIAGNOSE_ALIKE
          DIAGNOSED    | true  | HOLD
          RESOLVED     | false | RESOLVE
          RESOLVED     | false | RESOLVE_AND_RELEASE_HOLD
          RESOLVED     | true  | RESOLVE
          RESOLVED     | true  | RESOLVE_AND_RELEASE_HOLD
          """)
  void operationThatWasDoneAlreadyWritesNothing(
      TicketStatus status, boolean held, Operation operation) {
    Ticket before = ticket(status, held);

    assertThat(apply(operation, before.id())).isEqualTo(new StepResult(before, false));
    assertThat(store.find(before.id())).contains(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DIAGNOSED    | false | ACKNOWLEDGE
          DIAGNOSED    | true  | ACKNOWLEDGE
          RESOLVED     | false | ACKNOWLEDGE
          RESOLVED     | false | DIAGNOSE
          RESOLVED     | false | HOLD
          RESOLVED     | false | UNHOLD
          RESOLVED     | true  | ACKNOWLEDGE
          RESOLVED     | true  | DIAGNOSE
          RESOLVED     | true  | HOLD
          RESOLVED     | true  | UNHOLD
          """)
  void stepThatTheLifecycleDoesNotHaveIsRefused(
      TicketStatus status, boolean held, Operation operation) {
    Ticket before = ticket(status, held);

    assertThatExceptionOfType(IllegalStepException.class)
        .isThrownBy(() -> apply(operation, before.id()))
        .satisfies(e -> assertThat(e.ticketId()).isEqualTo(before.id()))
        .satisfies(e -> assertThat(e.status()).isEqualTo(status))
        .withMessageContaining("Ticket " + before.id() + " is " + status.literal());
    assertThat(store.find(before.id())).contains(before);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESOLVED")
  void heldTicketIsNotResolvedByHandWithoutReleasingIt(TicketStatus status) {
    Ticket before = ticket(status, true);

    assertThatExceptionOfType(TicketHeldException.class)
        .isThrownBy(() -> store.resolve(before.id()))
        .satisfies(e -> assertThat(e.ticketId()).isEqualTo(before.id()))
        .withMessageContaining("Ticket " + before.id() + " is held");
    assertThat(store.find(before.id())).contains(before);
  }

  @ParameterizedTest
  @EnumSource
  void noOperationKnowsAnIdThatNoTicketHas(Operation operation) {
    Ticket other = ticket(TicketStatus.OPEN, false);

    for (long id : new long[] {other.id() + 1, 0, -1, Long.MAX_VALUE, 1L << 40}) {
      assertThatExceptionOfType(UnknownTicketException.class)
          .isThrownBy(() -> apply(operation, id))
          .satisfies(e -> assertThat(e.ticketId()).isEqualTo(id))
          .withMessageContaining(Long.toString(id));
      assertThat(store.find(id)).isEmpty();
    }
    assertThat(store.find(other.id())).contains(other);
  }

  @Test
  void refusalsAreNotRetryable() {
    long id = ticket(TicketStatus.DIAGNOSED, true).id();

    assertThatExceptionOfType(TicketStoreException.class)
        .isThrownBy(() -> store.acknowledge(id))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
    assertThatExceptionOfType(TicketStoreException.class)
        .isThrownBy(() -> store.resolve(id))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESOLVED")
  void resolvedIsFinalAlsoForOtherPrograms(TicketStatus back) throws SQLException {
    Ticket resolved = ticket(TicketStatus.RESOLVED, false);

    try (Connection connection = database.connect()) {
      assertThatExceptionOfType(IntegrityConstraintViolationException.class)
          .isThrownBy(
              () ->
                  database
                      .dsl(connection)
                      .update(TICKETS)
                      .set(TICKETS.STATUS, back)
                      .setNull(TICKETS.RESOLVED_AT)
                      .execute())
          .withStackTraceContaining("a resolved ticket is final");
    }
    assertThat(store.find(resolved.id())).contains(resolved);
  }

  @Test
  void timeOnHoldAddsUpAndAClockThatIsSetBackAddsNothing() {
    long id = store.observe(storeDown("a", NOW)).ticket().id();
    store.hold(id);
    clock.advance(Duration.ofHours(1));
    assertThat(store.unhold(id).ticket().timeOnHold()).isEqualTo(Duration.ofHours(1));

    store.hold(id);
    clock.advance(Duration.ofMinutes(-30));
    assertThat(store.unhold(id).ticket().timeOnHold()).isEqualTo(Duration.ofHours(1));

    store.hold(id);
    clock.advance(Duration.ofMinutes(10));
    assertThat(store.resolveAndReleaseHold(id).ticket().timeOnHold())
        .isEqualTo(Duration.ofMinutes(70));
  }
}
