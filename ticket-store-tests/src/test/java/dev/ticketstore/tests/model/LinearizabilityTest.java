package dev.ticketstore.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.BulkChange;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation;
import dev.ticketstore.StepResult;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.tests.model.ConcurrentHistory.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever a few threads do to one key at a time, there is an order in which {@link TicketModel}
 * does the same. {@code -Dmodel.histories=1000} tries more than a build, {@code -Dmodel.seed=7}
 * begins with another one.
 */
class LinearizabilityTest extends TicketStoreContract {

  private static final int HISTORIES = Integer.getInteger("model.histories", 25);
  private static final int THREADS = 4;
  private static final int CALLS = 5;

  private final long seed = Long.getLong("model.seed", 1);

  private TicketModel model() {
    return new TicketModel(clock);
  }

  @Test
  void callsOnOneKeyTakeEffectOneAfterTheOther() throws Exception {
    int overlapping = 0;
    try (TicketStore one = patient();
        TicketStore other = patient()) {
      for (int i = 0; i < HISTORIES; i++) {
        ConcurrentHistory history = history(one, other, seed + i);
        assertThat(history.order(this::model)).as("%s", text(history)).isPresent();
        overlapping += overlapping(history);
      }
    }
    System.out.printf(
        "%s: %d histories, %d calls began before an earlier one of another thread had ended%n",
        server, HISTORIES, overlapping);
    assertThat(overlapping).isGreaterThan(HISTORIES * CALLS);
  }

  private TicketStore patient() {
    return database
        .store()
        .clock(clock)
        .timeout(Duration.ofMinutes(1))
        .flapping(ModelState.FLAPPING_TICKETS, ModelState.FLAPPING_WINDOW)
        .open();
  }

  private ConcurrentHistory history(TicketStore one, TicketStore other, long number)
      throws Exception {
    String key = "key " + number;
    List<Call> first = new ArrayList<>();
    Object opened = call(one, observe(key, null), first);
    List<List<Call>> calls =
        Threads.run(
            THREADS,
            thread -> {
              TicketStore mine = thread % 2 == 0 ? one : other;
              Random random = new Random(number * THREADS + thread);
              List<Call> made = new ArrayList<>();
              long id = ticketId(opened, -1);
              for (int i = 0; i < CALLS; i++) {
                Operation operation = operation(random, key, id, key + " by " + thread + " " + i);
                id = ticketId(call(mine, operation, made), id);
              }
              return made;
            });
    List<List<Call>> all = new ArrayList<>(calls);
    all.add(first);
    return new ConcurrentHistory(all);
  }

  private static Object call(TicketStore store, Operation operation, List<Call> made) {
    long begin = System.nanoTime();
    Object outcome = Operation.outcome(operation.onStore(), store);
    made.add(new Call(operation, outcome, begin, System.nanoTime()));
    return outcome;
  }

  /** The ticket that a call showed, or the one before. */
  private static long ticketId(Object outcome, long before) {
    if (outcome instanceof Observation seen) {
      return seen.ticket().id();
    }
    return outcome instanceof StepResult step ? step.ticket().id() : before;
  }

  private static Operation observe(String key, @Nullable String id) {
    Violation one = Violation.of(key, "m").observationId(id).build();
    return Operation.of("observe " + id, tickets -> tickets.observe(one));
  }

  private static Operation operation(Random random, String key, long id, String batchKey) {
    return switch (random.nextInt(14)) {
      case 0, 1, 2 -> observe(key, null);
      case 3, 4 -> observe(key, key + " " + random.nextInt(3));
      case 5 -> {
        Violation one = Violation.of(key, "m").build();
        yield Operation.of("observeAll", tickets -> tickets.observeAll(List.of(one, one)));
      }
      case 6, 7 -> {
        CheckCycle cycle =
            new CheckCycle(
                batchKey,
                NOW,
                CycleScope.keys(List.of(key)).ofAnySource(),
                CycleOutcome.COMPLETE,
                List.of(),
                batchKey);
        yield Operation.of("reconcile", tickets -> tickets.reconcile(cycle));
      }
      case 8 -> Operation.of("findUnresolved", tickets -> tickets.findUnresolved(key));
      case 9 -> Operation.of("hold " + id, tickets -> tickets.hold(id));
      case 10 -> Operation.of("unhold " + id, tickets -> tickets.unhold(id));
      case 11 -> Operation.of("acknowledge " + id, tickets -> tickets.acknowledge(id));
      case 12 -> Operation.of("diagnose " + id, tickets -> tickets.diagnose(id, "disk"));
      default -> {
        BulkChange resolve = BulkChange.of(BulkChange.Step.RESOLVE);
        yield random.nextBoolean()
            ? Operation.of("resolve " + id, tickets -> tickets.resolve(id))
            : new Operation(
                resolve + " " + id,
                store -> store.bulk(resolve, List.of(id)),
                model -> model.bulk(resolve, List.of(id)));
      }
    };
  }

  private static int overlapping(ConcurrentHistory history) {
    int overlapping = 0;
    for (List<Call> thread : history.calls()) {
      for (Call call : thread) {
        overlapping +=
            history.calls().stream()
                    .filter(other -> other != thread)
                    .flatMap(List::stream)
                    .anyMatch(each -> each.begin() < call.begin() && call.begin() < each.end())
                ? 1
                : 0;
      }
    }
    return overlapping;
  }

  private static String text(ConcurrentHistory history) {
    return history.calls().stream()
        .map(
            thread ->
                thread.stream()
                    .map(
                        call ->
                            call.begin()
                                + " to "
                                + call.end()
                                + ": "
                                + call.operation().text()
                                + " -> "
                                + call.outcome())
                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n\n"));
  }

  /** A store that answers wrongly, in three ways. */
  @Test
  void outcomesOfABrokenStoreHaveNoOrder() {
    Operation observe = observe("key", null);
    Operation find = Operation.of("find", tickets -> tickets.findUnresolved("key"));
    Object first = Operation.outcome(observe.onStore(), store);
    Object afterOne = Operation.outcome(find.onStore(), store);
    Object second = Operation.outcome(observe.onStore(), store);

    Call opened = new Call(observe, first, 0, 1);
    Call repeated = new Call(observe, second, 2, 9);
    Call alsoSecond = new Call(observe, second, 2, 9);
    Call staleRead = new Call(find, afterOne, 10, 11);
    Call readMeanwhile = new Call(find, afterOne, 8, 11);
    Call gone = new Call(find, Optional.empty(), 3, 4);

    assertThat(ordered(opened, repeated, readMeanwhile)).isTrue();
    assertThat(ordered(opened, repeated, staleRead)).isFalse();
    assertThat(ordered(opened, repeated, alsoSecond)).isFalse();
    assertThat(ordered(opened, gone)).isFalse();
    assertThat(ordered(repeated)).isFalse();
  }

  /** Each call on a thread of its own. */
  private boolean ordered(Call... calls) {
    return new ConcurrentHistory(Arrays.stream(calls).map(List::of).toList())
        .order(this::model)
        .isPresent();
  }
}
