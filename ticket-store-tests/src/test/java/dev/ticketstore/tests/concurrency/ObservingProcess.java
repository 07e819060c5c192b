package dev.ticketstore.tests.concurrency;

import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.tests.support.ChildProcess;
import java.util.List;
import java.util.stream.IntStream;

/** Opens a store, and observes on several threads; prints how many tickets it created. */
final class ObservingProcess {

  private ObservingProcess() {}

  /** Takes the URL, user, password, the number of threads, and of observations for each. */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[3]);
    int times = Integer.parseInt(args[4]);
    TicketStoreBuilder builder = TicketStore.builder().url(args[0]);
    if (!args[1].isEmpty()) {
      builder.user(args[1]).password(args[2]);
    }
    ChildProcess.awaitBegin();
    try (TicketStore store = builder.open()) {
      long created =
          Threads.run(
                  threads,
                  thread ->
                      IntStream.range(0, times)
                          .mapToObj(i -> observe(store, i % ProcessesTest.KEYS))
                          .filter(outcome -> outcome == Outcome.CREATED)
                          .count())
              .stream()
              .mapToLong(Long::longValue)
              .sum();
      System.out.println(created);
    }
  }

  private static Outcome observe(TicketStore store, int key) {
    List<Observation> seen =
        store.observeAll(
            List.of(Violation.of("store_down", "no heartbeat").storeId("tikv-" + key).build()));
    return seen.get(0).outcome();
  }
}
