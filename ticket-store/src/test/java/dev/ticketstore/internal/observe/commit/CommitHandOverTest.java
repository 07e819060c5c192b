package dev.ticketstore.internal.observe.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.tickets.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** One commit at a time, step by step on one thread: a call whose turn has come waits in a list. */
class CommitHandOverTest {

  private static final Actor ALICE = new Actor("alice", null);
  private static final Actor BOB = new Actor("bob", null);

  private final List<Runnable> leading = new ArrayList<>();
  private final List<List<String>> commits = new ArrayList<>();
  private final CommitQueue queue = new CommitQueue(this::commit);

  private List<Observation> commit(List<QueuedObservation> calls) {
    commits.add(calls.stream().map(call -> call.violation().message()).toList());
    return calls.stream().map(call -> observation()).toList();
  }

  @NullUnmarked // no test here looks at the ticket
  private static Observation observation() {
    return new Observation(Outcome.CREATED, null);
  }

  private QueuedObservation add(String name, Actor actor) {
    QueuedObservation call =
        new QueuedObservation.Detached(
            Violation.of("lag", name).build(),
            Instant.EPOCH,
            actor,
            Duration.ofMinutes(1),
            queue,
            leading::add);
    queue.add(call);
    return call;
  }

  private void leadNext() {
    leading.remove(0).run();
  }

  @Test
  void aCallThatArrivesBeforeTheNextCommitBeginsSharesIt() {
    add("first", ALICE);
    add("second", BOB);
    assertThat(leading).hasSize(1);

    leadNext();
    assertThat(leading).hasSize(1);
    add("third", BOB);
    assertThat(leading).as("turns to commit").hasSize(1);

    leadNext();
    assertThat(leading).isEmpty();
    assertThat(commits).containsExactly(List.of("first"), List.of("second", "third"));
  }

  @Test
  void aCallIsTakenBackOnlyUntilItsTurnHasCome() {
    add("first", ALICE);
    QueuedObservation early = add("early", BOB);
    QueuedObservation late = add("late", BOB);

    assertThat(queue.withdraw(early)).isTrue();
    leadNext();
    assertThat(queue.withdraw(late)).isFalse();

    leadNext();
    assertThat(commits).containsExactly(List.of("first"), List.of("late"));
  }

  @Test
  void anIdleQueueLetsTheNextCallLead() {
    add("first", ALICE);
    leadNext();
    add("second", ALICE);
    leadNext();

    assertThat(commits).containsExactly(List.of("first"), List.of("second"));
  }
}
