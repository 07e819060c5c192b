package dev.ticketstore.tests.concurrency;

import dev.ticketstore.BulkChange;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Retention;
import dev.ticketstore.StaleTicketException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.Violation;
import dev.ticketstore.contract.internal.Threads;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import dev.ticketstore.tests.support.ChildProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Does everything that a store can, at random, on several threads, and prints what it counted. */
final class MixingProcess {

  private static final int KEYS = 30;
  private static final int IDS = 5_000;

  private final LongAdder counted = new LongAdder();
  private final AtomicLong cycles = new AtomicLong();
  private final long process = ProcessHandle.current().pid();
  private final TicketStore store;

  private MixingProcess(TicketStore store) {
    this.store = store;
  }

  /** Takes the URL, user, password, the number of threads, and of the steps of each. */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[3]);
    int steps = Integer.parseInt(args[4]);
    TicketStoreBuilder builder =
        TicketStore.builder().url(args[0]).timeout(Duration.ofMinutes(2)).maxConnections(threads);
    if (!args[1].isEmpty()) {
      builder.user(args[1]).password(args[2]);
    }
    try (TicketStore store = builder.open()) {
      ChildProcess.awaitBegin();
      MixingProcess mixing = new MixingProcess(store);
      Threads.run(
          threads,
          thread -> {
            Random random = new Random(mixing.process * 31 + thread);
            for (int i = 0; i < steps; i++) {
              mixing.step(random);
            }
            return thread;
          });
      System.out.println(mixing.counted.sum());
    }
  }

  private void step(Random random) {
    switch (random.nextInt(9)) {
      case 0, 1 -> count(List.of(store.observe(violation(random))));
      case 2 -> count(store.observeAll(violations(random)));
      case 3, 4 -> reconcile(random);
      case 5 -> store.changes(null, 100);
      case 6 -> bulk(random);
      case 7 -> store.purge(new Retention(null, null, null, Instant.EPOCH), rows -> {});
      default -> handle(random);
    }
  }

  private void count(List<Observation> observations) {
    observations.stream()
        .filter(each -> each.outcome() == Outcome.CREATED || each.outcome() == Outcome.REPEATED)
        .forEach(each -> counted.increment());
  }

  private void reconcile(Random random) {
    CycleScope scope =
        random.nextBoolean()
            ? CycleScope.everything()
            : CycleScope.keys(violations(random).stream().map(Violation::violationKey).toList());
    count(
        store
            .reconcile(
                new CheckCycle(
                        "monitor-" + random.nextInt(3),
                        Instant.now(),
                        random.nextBoolean() ? scope : scope.ofAnySource(),
                        CycleOutcome.COMPLETE,
                        violations(random),
                        process + "-" + cycles.incrementAndGet())
                    .withResolveAfter(1 + random.nextInt(2)))
            .observations());
  }

  private void bulk(Random random) {
    List<BulkChange.Step> steps = List.of(BulkChange.Step.values());
    BulkChange.Step step = steps.get(random.nextInt(steps.size()));
    store.bulk(
        BulkChange.of(step).by("process " + process, null),
        some().stream().limit(4).map(Ticket::id).toList());
  }

  private List<Ticket> some() {
    return store.list(TicketQuery.builder().unresolved().pageSize(KEYS).build()).tickets();
  }

  private void handle(Random random) {
    List<Ticket> tickets = some();
    if (tickets.isEmpty()) {
      return;
    }
    Ticket ticket = tickets.get(random.nextInt(tickets.size()));
    TicketOperations mine = store.by("process " + process, "why not");
    try {
      switch (random.nextInt(7)) {
        case 0 -> mine.acknowledge(ticket.id());
        case 1 -> mine.diagnose(ticket.id(), "cause " + random.nextInt(3), ticket.version());
        case 2 -> mine.hold(ticket.id());
        case 3 -> mine.assign(ticket.id(), random.nextBoolean() ? "alice" : null);
        case 4 -> mine.comment(ticket.id(), "look");
        case 5 -> mine.unhold(ticket.id());
        default -> mine.resolve(ticket.id());
      }
    } catch (IllegalStepException | TicketHeldException | StaleTicketException e) {
      // Somebody was faster.
    }
  }

  private List<Violation> violations(Random random) {
    return IntStream.range(0, random.nextInt(6)).mapToObj(i -> violation(random)).toList();
  }

  /** Every id belongs to one key. */
  private static Violation violation(Random random) {
    int id = random.nextInt(IDS);
    return Violation.of("store_down", "m" + random.nextInt(3))
        .storeId("tikv-" + id % KEYS)
        .severity(List.of(Severity.values()).get(random.nextInt(3)))
        .observedAt(Instant.now().minusMillis(random.nextInt(50)))
        .observationId(random.nextBoolean() ? "o" + id : null)
        .build();
  }
}
