package dev.ticketstore.internal.observe.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.StoreOverloadedException;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.tickets.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which calls share a commit, with a commit that does nothing but note them. */
@Timeout(30)
class CommitQueueTest {

  private static final Actor ALICE = new Actor("alice", null);
  private static final Actor BOB = new Actor("bob", null);

  /** Calls with this name are refused, and all that are committed with them. */
  private static final String POISONED = "poisoned";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<String>> commits = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> leaders = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch firstRuns = new CountDownLatch(1);
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);
  private final CommitQueue queue = new CommitQueue(this::commit);

  private volatile Duration patience = Duration.ofMinutes(1);

  private volatile RuntimeException refusal = new InvalidInputException("message", POISONED);

  @AfterEach
  void endThreads() {
    firstMayEnd.countDown();
    threads.shutdownNow();
  }

  private List<Observation> commit(List<QueuedObservation> calls) {
    List<String> names = calls.stream().map(call -> call.violation().message()).toList();
    commits.add(names);
    leaders.add(Thread.currentThread());
    if (names.contains("first")) {
      firstRuns.countDown();
      awaitQuietly(firstMayEnd);
    }
    if (names.contains(POISONED)) {
      throw refusal;
    }
    return calls.stream().map(call -> observation()).toList();
  }

  /** A commit may be in the middle of its work when its thread is interrupted. */
  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @NullUnmarked // no test here looks at the ticket
  private static Observation observation() {
    return new Observation(Outcome.CREATED, null);
  }

  /** Calls as {@code observe} does, and returns what is to be returned. */
  private Observation call(String name, Actor author) {
    QueuedObservation.Waiting call =
        new QueuedObservation.Waiting(
            Violation.of("lag", name).build(), Instant.EPOCH, author, patience);
    queue.add(call);
    call.await(queue);
    return call.result();
  }

  /** Calls as {@code observeAsync} does: it is in the queue when this returns. */
  private CompletableFuture<Observation> callAsync(String name, Actor author) {
    QueuedObservation.Detached call =
        new QueuedObservation.Detached(
            Violation.of("lag", name).build(), Instant.EPOCH, author, patience, queue, threads);
    CompletableFuture<Observation> future = call.stage().toCompletableFuture();
    queue.add(call);
    return future;
  }

  /** Lets a call begin its commit, which lasts until {@link #endFirst}. */
  private Future<Observation> beginFirst() throws InterruptedException {
    Future<Observation> first = threads.submit(() -> call("first", ALICE));
    firstRuns.await();
    return first;
  }

  private void endFirst(Future<Observation> first) throws Exception {
    firstMayEnd.countDown();
    assertThat(first.get()).isEqualTo(observation());
  }

  /** As the JDK fails at the limits of the system. */
  private static void startNoThread(Runnable work) {
    throw new OutOfMemoryError("unable to create native thread");
  }

  private CompletableFuture<Observation> callWithoutAThread(String name) {
    QueuedObservation.Detached call =
        new QueuedObservation.Detached(
            Violation.of("lag", name).build(),
            Instant.EPOCH,
            ALICE,
            patience,
            queue,
            CommitQueueTest::startNoThread);
    CompletableFuture<Observation> future = call.stage().toCompletableFuture();
    queue.add(call);
    return future;
  }

  private static void assertOverloaded(CompletableFuture<Observation> call) {
    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(StoreOverloadedException.class)
        .hasMessageContaining("unable to create native thread");
  }

  @Test
  void aCallThatGetsNoThreadFailsAndGivesItsTurnUp() {
    assertOverloaded(callWithoutAThread("a"));

    assertThat(call("b", ALICE)).isEqualTo(observation());
    assertThat(commits).containsExactly(List.of("b"));
  }

  @Test
  void aCallThatGetsNoThreadGivesItsTurnToTheNextThatCanLead() throws Exception {
    Future<Observation> first = beginFirst();
    CompletableFuture<Observation> failing = callWithoutAThread("a");
    CompletableFuture<Observation> next = callAsync("b", BOB);

    endFirst(first);

    assertOverloaded(failing);
    assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(observation());
    assertThat(call("c", ALICE)).isEqualTo(observation());
  }

  @Test
  void aCallThatFindsNoCommitRunningCommitsAtOnceInItsOwnThread() {
    assertThat(call("a", ALICE)).isEqualTo(observation());
    assertThat(call("b", ALICE)).isEqualTo(observation());

    assertThat(commits).containsExactly(List.of("a"), List.of("b"));
    assertThat(leaders).containsOnly(Thread.currentThread());
  }

  @Test
  void callsThatArriveMeanwhileShareTheNextCommitInTheirOrder() throws Exception {
    Future<Observation> first = beginFirst();
    List<CompletableFuture<Observation>> others =
        List.of(callAsync("a", ALICE), callAsync("b", ALICE), callAsync("c", ALICE));
    assertThat(others).noneMatch(CompletableFuture::isDone);
    endFirst(first);

    for (CompletableFuture<Observation> other : others) {
      assertThat(other.get()).isEqualTo(observation());
    }
    assertThat(commits).containsExactly(List.of("first"), List.of("a", "b", "c"));
  }

  @Test
  void aWaitingThreadMakesTheNextCommitItself() throws Exception {
    Future<Observation> first = beginFirst();
    CompletableFuture<Observation> returned = new CompletableFuture<>();
    Thread waiting = new Thread(() -> returned.complete(call("waiting", ALICE)));
    waiting.start();
    awaitTurn(waiting);
    endFirst(first);

    assertThat(returned.get()).isEqualTo(observation());
    assertThat(commits).containsExactly(List.of("first"), List.of("waiting"));
    assertThat(leaders).last().isEqualTo(waiting);
  }

  @Test
  void anInterruptTakesAWaitingCallBackAndIsKept() throws Exception {
    Future<Observation> first = beginFirst();
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              assertFails(Reason.INTERRUPTED, () -> call("waiting", ALICE));
              kept.complete(Thread.interrupted());
            });
    waiting.start();
    awaitTurn(waiting);
    waiting.interrupt();

    assertThat(kept.get()).isTrue();
    endFirst(first);
    assertThat(call("next", ALICE)).isEqualTo(observation());
    assertThat(commits).containsExactly(List.of("first"), List.of("next"));
  }

  @Test
  void aCallWaitsForItsTurnNoLongerThanItsPatience() throws Exception {
    Future<Observation> first = beginFirst();
    patience = Duration.ofMillis(20);
    CompletableFuture<Observation> detached = callAsync("detached", ALICE);
    assertFails(Reason.LOCKED, () -> call("waiting", ALICE));
    endFirst(first);

    assertThatThrownBy(detached::get)
        .cause()
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
    assertThat(commits).containsExactly(List.of("first"));
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERRUPTED", "IN_TRANSACTION"})
  void whatOnlyTheThreadOfTheLeaderIsInFailsOnlyItsCall(Reason reason) throws Exception {
    refusal = new DatabaseException(reason, null, null);
    Future<Observation> first = beginFirst();
    CompletableFuture<Observation> leader = callAsync(POISONED, ALICE);
    CompletableFuture<Observation> other = callAsync("other", ALICE);
    endFirst(first);

    assertThatThrownBy(leader::get).hasCause(refusal);
    assertThat(other.get()).isEqualTo(observation());
    assertThat(commits)
        .containsExactly(List.of("first"), List.of(POISONED, "other"), List.of("other"));
  }

  private static void awaitTurn(Thread waiting) {
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void assertFails(Reason reason, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void callsOfAnotherAuthorAreCommittedApart() throws Exception {
    Future<Observation> first = beginFirst();
    List<CompletableFuture<Observation>> others =
        List.of(
            callAsync("a", ALICE),
            callAsync("b", ALICE),
            callAsync("c", BOB),
            callAsync("d", ALICE));
    endFirst(first);

    for (CompletableFuture<Observation> other : others) {
      other.get();
    }
    assertThat(commits)
        .containsExactly(List.of("first"), List.of("a", "b"), List.of("c"), List.of("d"));
  }

  @Test
  void aCommitHasAtMost256Calls() throws Exception {
    Future<Observation> first = beginFirst();
    List<CompletableFuture<Observation>> others =
        IntStream.range(0, 300).mapToObj(i -> callAsync("call " + i, ALICE)).toList();
    endFirst(first);

    for (CompletableFuture<Observation> other : others) {
      other.get();
    }
    assertThat(commits).extracting(List::size).containsExactly(1, 256, 44);
  }

  @Test
  void whatIsRefusedFailsAlone() throws Exception {
    Future<Observation> first = beginFirst();
    CompletableFuture<Observation> before = callAsync("a", ALICE);
    CompletableFuture<Observation> poisoned = callAsync(POISONED, ALICE);
    CompletableFuture<Observation> after = callAsync("b", ALICE);
    endFirst(first);

    assertThat(before.get()).isEqualTo(observation());
    assertThat(after.get()).isEqualTo(observation());
    assertThatThrownBy(poisoned::get).isInstanceOf(ExecutionException.class).hasCause(refusal);
    assertThat(commits)
        .containsExactly(
            List.of("first"),
            List.of("a", POISONED, "b"),
            List.of("a"),
            List.of(POISONED),
            List.of("b"));
  }

  @Test
  void aFailureOfTheDatabaseFailsAllAndIsNotTriedAgain() throws Exception {
    failAll(new DatabaseException(DatabaseException.Reason.LOCKED, "", null));
  }

  @Test
  void aFailureThatNoneExpectsFailsAllAndIsNotTriedAgain() throws Exception {
    failAll(new IllegalStateException("a bug"));
  }

  private void failAll(RuntimeException failure) throws Exception {
    refusal = failure;
    Future<Observation> first = beginFirst();
    CompletableFuture<Observation> other = callAsync("a", ALICE);
    CompletableFuture<Observation> poisoned = callAsync(POISONED, ALICE);
    endFirst(first);

    assertThatThrownBy(other::get).hasCause(failure);
    assertThatThrownBy(poisoned::get).hasCause(failure);
    assertThat(commits).containsExactly(List.of("first"), List.of("a", POISONED));
    assertThat(call("next", ALICE)).isEqualTo(observation());
  }

  @Test
  void aCallThatIsRefusedThrowsInItsOwnThread() {
    assertThatThrownBy(() -> call(POISONED, ALICE)).isSameAs(refusal);
    assertThat(call("next", ALICE)).isEqualTo(observation());
  }

  @Test
  void whatDependsOnACallMayCallAgain() throws Exception {
    CompletableFuture<Observation> again =
        callAsync("a", ALICE).thenApply(observation -> call("b", ALICE));

    assertThat(again.get(10, TimeUnit.SECONDS)).isEqualTo(observation());
  }
}
