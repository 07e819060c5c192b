package dev.ticketstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.ObservationIdReusedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.LockedTickets;
import dev.ticketstore.contract.internal.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that share a transaction have outcomes of their own. */
class GroupCommitTest extends TicketStoreContract {

  private static final int THREADS = 32;
  private static final int TIMES = 20;

  private static Violation hot(@Nullable String id) {
    return Violation.of("lag", "m").observedAt(NOW).observationId(id).build();
  }

  @Test
  void oneCallOpensTheTicketAndEachOfTheOthersCounts() throws Exception {
    List<List<Observation>> seen =
        Threads.run(
            THREADS,
            thread -> IntStream.range(0, TIMES).mapToObj(i -> store.observe(hot(null))).toList());

    List<Observation> all = seen.stream().flatMap(List::stream).toList();
    assertThat(all).filteredOn(each -> each.outcome() == Outcome.CREATED).hasSize(1);
    assertThat(all).filteredOn(each -> each.outcome() == Outcome.REPEATED).hasSize(all.size() - 1);
    assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount())
        .isEqualTo((long) THREADS * TIMES);
    // What a call returned was committed, and later calls of a thread see more.
    for (List<Observation> ofThread : seen) {
      assertThat(ofThread).extracting(each -> each.ticket().occurrenceCount()).isSorted();
    }
  }

  @Test
  void whatIsRefusedFailsAlone() throws Exception {
    store.observe(Violation.of("other", "m").observationId("taken").observedAt(NOW).build());

    List<Integer> refused =
        Threads.run(
            THREADS,
            thread -> {
              int failures = 0;
              for (int i = 0; i < TIMES; i++) {
                boolean poisoned = (thread + i) % 4 == 0;
                try {
                  store.observe(hot(poisoned ? "taken" : thread + "-" + i));
                  assertThat(poisoned).isFalse();
                } catch (ObservationIdReusedException e) {
                  assertThat(poisoned).isTrue();
                  failures++;
                }
              }
              return failures;
            });

    int failed = refused.stream().mapToInt(Integer::intValue).sum();
    assertThat(failed).isEqualTo(THREADS * TIMES / 4);
    assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount())
        .isEqualTo((long) THREADS * TIMES - failed);
  }

  @Test
  void eachCallHasTheTimeAtWhichItWasMadeAndTheNameOfWhoMadeIt() throws Exception {
    Threads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < TIMES; i++) {
            store
                .by("actor " + thread)
                .observe(Violation.of("lag", "m").storeId(thread + "-" + i).build());
          }
          return thread;
        });

    List<Ticket> tickets = store.list(TicketQuery.builder().pageSize(1_000).build()).tickets();
    assertThat(tickets).hasSize(THREADS * TIMES);
    for (Ticket ticket : tickets) {
      String thread = String.valueOf(ticket.storeId()).split("-", -1)[0];
      assertThat(store.history(ticket.id()))
          .extracting(TicketEvent::actor)
          .containsExactly("actor " + thread);
      assertThat(ticket.firstSeenAt()).isEqualTo(NOW);
    }
  }

  @Test
  void anInterruptIsKeptAndOnlyWhatIsAcknowledgedIsCounted() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Boolean> interrupted = Collections.synchronizedList(new ArrayList<>());
    AtomicLong acknowledged = new AtomicLong();
    AtomicLong takenBack = new AtomicLong();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int n = 0; n < TIMES; n++) {
                  Thread.currentThread().interrupt();
                  try {
                    store.observeAll(List.of(hot(null)));
                    acknowledged.incrementAndGet();
                  } catch (DatabaseException e) {
                    assertThat(e.reason()).isEqualTo(DatabaseException.Reason.INTERRUPTED);
                    takenBack.incrementAndGet();
                  }
                }
                interrupted.add(Thread.interrupted());
              }));
    }
    threads.forEach(Thread::start);
    for (Thread each : threads) {
      each.join(Duration.ofMinutes(1).toMillis());
    }

    assertThat(interrupted).hasSize(8).containsOnly(true);
    assertThat(acknowledged.get() + takenBack.get()).isEqualTo(8L * TIMES);
    assertThat(store.findUnresolved("lag").orElseThrow().occurrenceCount())
        .isEqualTo(acknowledged.get());
  }

  /** On the thread that commits, one that waits for a later observation would wait in vain. */
  @Test
  void whatDependsOnAnObservationRunsOnNoThreadOfTheStore() throws Exception {
    List<CompletionStage<String>> threads = new ArrayList<>();
    LockedTickets.during(
        database,
        () -> {
          for (int i = 0; i < 3; i++) {
            threads.add(
                store.observeAsync(hot(null)).thenApply(seen -> Thread.currentThread().getName()));
          }
        });

    for (CompletionStage<String> each : threads) {
      assertThat(each.toCompletableFuture().get(60, TimeUnit.SECONDS))
          .doesNotStartWith("ticket-store");
    }
  }
}
