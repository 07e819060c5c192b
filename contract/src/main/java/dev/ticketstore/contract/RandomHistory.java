package dev.ticketstore.contract;

import static dev.ticketstore.jooq.Tables.CHECK_CYCLES;
import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.Retention;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.testkit.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** What services and people do to a store in some weeks, at random. */
final class RandomHistory {

  static final List<String> INVARIANTS = List.of("disk", "lag", "quorum");
  private static final List<Severity> SEVERITIES = List.of(Severity.values());
  static final List<String> PEOPLE = List.of("ann", "bob", "Zoe");

  private final TicketStore store;
  private final MutableClock clock;
  private final Random random;
  private final Map<Instant, Set<String>> cycles = new TreeMap<>();
  private final Set<String> keys = new TreeSet<>();

  RandomHistory(TicketStore store, MutableClock clock, Random random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /** Makes a number of steps, and purges some tickets in the middle of them. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      clock.advance(micros(Duration.ofHours(random.nextInt(6) == 0 ? 30 : 2)));
      switch (random.nextInt(6)) {
        case 0, 1 -> store.observe(violation(clock.instant().minus(micros(Duration.ofHours(1)))));
        case 2 -> reconcile();
        default -> stepOfAPerson();
      }
      if (i == steps / 2) {
        store.purge(
            Retention.everythingBefore(clock.instant().minus(Duration.ofDays(6))), rows -> {});
      }
    }
  }

  /** All tickets that are left. */
  List<Ticket> tickets() {
    return ids(DSL.noCondition()).stream().map(id -> store.find(id).orElseThrow()).toList();
  }

  private List<Long> ids(Condition condition) {
    return store.read(
        ctx ->
            ctx.select(TICKETS.ID)
                .from(TICKETS)
                .where(condition)
                .orderBy(TICKETS.ID)
                .fetch(TICKETS.ID));
  }

  /** All events that are left, by ticket. */
  Map<Long, List<TicketEvent>> events() {
    Map<Long, List<TicketEvent>> events = new TreeMap<>();
    for (String key : keys) {
      for (TicketEvent event : store.historyOfKey(key)) {
        events.computeIfAbsent(event.ticketId(), id -> new ArrayList<>()).add(event);
      }
    }
    return events;
  }

  /** The keys that each cycle that is left reported, by when it started. */
  Map<Instant, Set<String>> cycles() {
    List<Instant> left =
        store.read(
            ctx ->
                ctx.select(CHECK_CYCLES.STARTED_AT)
                    .from(CHECK_CYCLES)
                    .fetch(CHECK_CYCLES.STARTED_AT));
    Map<Instant, Set<String>> found = new TreeMap<>(cycles);
    found.keySet().retainAll(left);
    return found;
  }

  private void reconcile() {
    Instant start = clock.instant().minus(micros(Duration.ofMinutes(10)));
    List<Violation> violations = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      violations.add(violation(start.plusSeconds(1)));
    }
    Set<String> reported = new TreeSet<>();
    violations.forEach(each -> reported.add(each.violationKey()));
    store.reconcile(
        new CheckCycle(
            random.nextBoolean() ? "monitor" : "probe",
            start,
            CycleScope.invariants(List.of(INVARIANTS.get(0), INVARIANTS.get(random.nextInt(3)))),
            CycleOutcome.PARTIAL,
            violations));
    cycles.put(start, reported);
    Instant quiet = clock.instant().minus(micros(Duration.ofMinutes(2)));
    store.reconcile(
        new CheckCycle(
            "monitor",
            quiet,
            CycleScope.invariants(List.of(INVARIANTS.get(random.nextInt(3)))),
            CycleOutcome.COMPLETE,
            List.of()));
    cycles.put(quiet, Set.of());
  }

  private Violation violation(Instant at) {
    String invariant = INVARIANTS.get(random.nextInt(INVARIANTS.size()));
    Violation.Builder violation =
        Violation.of(invariant, "failed")
            .severity(SEVERITIES.get(random.nextInt(3)))
            .observedAt(at);
    int node = random.nextInt(3);
    if (node > 0) {
      violation.storeId("tikv-" + node);
    }
    if (random.nextInt(3) > 0) {
      violation.labels(Map.of("team", random.nextBoolean() ? "storage" : "Network"));
    }
    Violation built = violation.build();
    keys.add(built.violationKey());
    return built;
  }

  private void stepOfAPerson() {
    List<Long> unresolved = ids(TICKETS.STATUS.ne(TicketStatus.RESOLVED));
    if (unresolved.isEmpty()) {
      return;
    }
    long id = unresolved.get(random.nextInt(unresolved.size()));
    TicketOperations person = store.by(PEOPLE.get(random.nextInt(PEOPLE.size())));
    try {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> person.acknowledge(id);
        case 3 -> person.diagnose(id, "known");
        case 4 -> person.hold(id);
        case 5, 6 -> person.unhold(id);
        case 7 -> person.resolve(id);
        default -> person.resolveAndReleaseHold(id);
      }
    } catch (IllegalStepException | TicketHeldException e) {
      // A step that the ticket cannot take changes nothing.
    }
  }

  private Duration micros(Duration most) {
    return Duration.of(random.nextLong(most.toNanos() / 1_000), ChronoUnit.MICROS);
  }
}
