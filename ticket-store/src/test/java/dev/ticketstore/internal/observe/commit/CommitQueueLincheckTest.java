package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.tickets.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Calls on several threads, in the orders that Lincheck finds: whatever the order, there is one in
 * which they could have come one after the other. {@code -Dlincheck.iterations=20} and {@code
 * -Dlincheck.invocations=1000} try more.
 */
class CommitQueueLincheckTest {

  @Test
  void callsTakeEffectOneAfterTheOther() {
    new ModelCheckingOptions()
        .iterations(Integer.getInteger("lincheck.iterations", 3))
        .invocationsPerIteration(Integer.getInteger("lincheck.invocations", 100))
        .threads(3)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(1)
        .sequentialSpecification(OneAfterTheOther.class)
        .check(SharedCommits.class);
  }

  /** The queue, with commits that count. */
  public static final class SharedCommits {

    private static final Actor ALICE = new Actor("alice", null);
    private static final Actor BOB = new Actor("bob", null);
    private static final String REFUSED = "refused";
    private static final String IMPATIENT = "impatient";

    /** More than a scenario has calls. */
    private static final int CALLS = 32;

    private static final List<Violation> NUMBERS =
        IntStream.range(0, CALLS).mapToObj(i -> violation(String.valueOf(i))).toList();

    private static final Violation REFUSED_ONE = violation(REFUSED);
    private static final Violation IMPATIENT_ONE = violation(IMPATIENT);

    private final CommitQueue queue = new CommitQueue(this::commit);
    private final AtomicInteger next = new AtomicInteger();

    /** Of no lock's: that there is one commit at a time must be enough. */
    private int committed;

    private final int[] counts = new int[CALLS];

    private boolean committing;

    private static Violation violation(String message) {
      return Violation.of("lag", message).build();
    }

    private List<Observation> commit(List<QueuedObservation> calls) {
      if (committing) {
        throw new IllegalStateException("two commits at a time");
      }
      committing = true;
      try {
        return commitAlone(calls);
      } finally {
        committing = false;
      }
    }

    private List<Observation> commitAlone(List<QueuedObservation> calls) {
      for (QueuedObservation call : calls) {
        if (call.violation().message().equals(REFUSED)) {
          throw new InvalidInputException("message", REFUSED);
        }
      }
      for (QueuedObservation call : calls) {
        if (!call.violation().message().equals(IMPATIENT)) {
          counts[Integer.parseInt(call.violation().message())] = ++committed;
        }
      }
      return calls.stream().map(call -> observation()).toList();
    }

    @NullUnmarked // nothing here looks at the ticket
    private static Observation observation() {
      return new Observation(Outcome.CREATED, null);
    }

    private void call(Violation violation, Actor actor, Duration patience) {
      QueuedObservation.Waiting call =
          new QueuedObservation.Waiting(violation, Instant.EPOCH, actor, patience);
      queue.add(call);
      call.await(queue);
      call.result();
    }

    /** Counts, and returns the count. */
    @Operation
    public int alice() {
      int number = next.getAndIncrement();
      call(NUMBERS.get(number), ALICE, Duration.ofDays(1));
      return counts[number];
    }

    /** The same for an actor who does not share a commit with the other one. */
    @Operation
    public int bob() {
      int number = next.getAndIncrement();
      call(NUMBERS.get(number), BOB, Duration.ofDays(1));
      return counts[number];
    }

    /** Fails alone. */
    @Operation
    public void refused() {
      call(REFUSED_ONE, ALICE, Duration.ofDays(1));
    }

    /** Is withdrawn, unless its turn came in the meantime; does not count either way. */
    @Operation
    public void interrupted() {
      Thread.currentThread().interrupt();
      try {
        call(IMPATIENT_ONE, ALICE, Duration.ofDays(1));
      } catch (DatabaseException e) {
        // It was.
      } finally {
        Thread.interrupted();
      }
    }

    /** Is withdrawn unless it is its turn at once; does not count either way. */
    @Operation
    public void impatient() {
      try {
        call(IMPATIENT_ONE, ALICE, Duration.ZERO);
      } catch (DatabaseException e) {
        // It was.
      }
    }
  }

  /** What the calls do if no two come at a time. */
  public static final class OneAfterTheOther {

    private int committed;

    public int alice() {
      return ++committed;
    }

    public int bob() {
      return ++committed;
    }

    @SuppressWarnings("DoNotCallSuggester") // Lincheck calls it
    public void refused() {
      throw new InvalidInputException("message", SharedCommits.REFUSED);
    }

    public void impatient() {}

    public void interrupted() {}
  }
}
