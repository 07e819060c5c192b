package dev.ticketstore.tests.contract;

import static dev.ticketstore.tests.support.BreakingDataSource.Fault.AFTER_COMMIT;
import static dev.ticketstore.tests.support.BreakingDataSource.Fault.BEFORE_COMMIT;
import static dev.ticketstore.tests.support.BreakingDataSource.Fault.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.StaleTicketException;
import dev.ticketstore.StepResult;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.tests.support.BreakingDataSource.Fault;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that is made again is in the history once, whenever the connection breaks. */
class RetriedStepsTest extends BrokenConnections {

  /** Steps, each with the kind of its event. */
  record Step(String name, Function<TicketOperations, StepResult> by, EventKind kind) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Step> steps() {
    return List.of(
        new Step("acknowledge", each -> each.acknowledge(1), EventKind.STATUS),
        new Step("diagnose", each -> each.diagnose(1, "disk"), EventKind.DIAGNOSIS),
        new Step("assign", each -> each.assign(1, "bob"), EventKind.ASSIGNEE),
        new Step("hold", each -> each.hold(1), EventKind.HELD),
        new Step("resolve", each -> each.resolve(1), EventKind.STATUS),
        new Step("resolve", each -> each.resolveAndReleaseHold(1), EventKind.STATUS));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepIsTakenOnceByItsActor(Step step) {
    store.observe(storeDown("a", NOW));
    connections.failNext(AFTER_COMMIT, REFUSED, AFTER_COMMIT);

    StepResult result = step.by().apply(retrying.by("alice"));

    assertThat(result.changed()).isFalse();
    assertThat(connections.uses()).isEqualTo(4);
    assertThat(store.history(1))
        .filteredOn(event -> event.kind() == step.kind())
        .singleElement()
        .satisfies(event -> assertThat(event.actor()).isEqualTo("alice"));
  }

  @Test
  void aHoldIsReleasedOnce() {
    store.observe(storeDown("a", NOW));
    store.hold(1);
    connections.failNext(AFTER_COMMIT);

    assertThat(retrying.unhold(1).ticket().held()).isFalse();

    assertThat(store.history(1)).filteredOn(event -> event.kind() == EventKind.HELD).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void aCommentIsNotWrittenTwice(Fault fault) {
    store.observe(storeDown("a", NOW));
    connections.failNext(REFUSED, fault);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> retrying.comment(1, "look"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONNECTION_LOST));

    assertThat(store.history(1))
        .filteredOn(event -> event.kind() == EventKind.COMMENT)
        .hasSize(fault == AFTER_COMMIT ? 1 : 0);
    connections.failNext(REFUSED);
    assertThat(retrying.comment(1, "again").newValue()).isEqualTo("again");
  }

  @Test
  void aDiagnosisOfAVersionWhoseAnswerWasLostIsUnknownAndNotStale() {
    long version = store.observe(storeDown("a", NOW)).ticket().version();
    connections.failNext(BEFORE_COMMIT, AFTER_COMMIT);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> retrying.diagnose(1, "disk", version))
        .satisfies(
            e -> {
              assertThat(e.isOutcomeUnknown()).isTrue();
              assertThat(e.getSuppressed()[1]).isInstanceOf(StaleTicketException.class);
            });

    assertThat(store.find(1).orElseThrow().diagnosis()).isEqualTo("disk");
    connections.failNext(BEFORE_COMMIT);
    long present = store.find(1).orElseThrow().version();
    assertThat(retrying.diagnose(1, "disk 2", present).changed()).isTrue();
  }
}
