package dev.ticketstore.formats;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleScope;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.Observation;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies the items of a feed to a store, in their order, and counts what became of each.
 *
 * <p>Firing alerts count as violations of cycles of the source, which resolve nothing; a check
 * cycle of another source does not resolve their tickets. A resolution is a complete cycle over its
 * key alone, so it takes effect as of its own time, and keeps a ticket that is held or was seen
 * later. An acknowledgement takes effect as of its own time too.
 *
 * <p>What has no time, or one ahead of the clock, counts as of now.
 *
 * <p>A key that {@linkplain dev.ticketstore.TicketStoreBuilder#flapping flaps} keeps its ticket,
 * and a sender that resolves once does not ask again. A store for feeds is best opened with {@link
 * dev.ticketstore.TicketStoreBuilder#neverFlapping()}.
 *
 * <p>It is for one thread.
 */
public final class FeedImporter {

  private static final int MAX_WAITING = 500;

  private final TicketOperations store;
  private final String source;
  private final Clock clock;
  private final String batch = "import-" + UUID.randomUUID();
  private final Map<FeedOutcome, Long> counts = new EnumMap<>(FeedOutcome.class);
  private final List<Violation> firing = new ArrayList<>();
  private final List<CheckCycle> cycles = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private int waiting;
  private long cycle;

  /**
   * An importer for one run of a feed.
   *
   * @param store what it writes to, such as a store, its {@code retrying} operations, or those of a
   *     transaction
   * @param source the name of the sender, of at most 255 characters; see {@link
   *     FeedReader#source()}
   * @param clock tells what time it is; it should be that of the store
   */
  public FeedImporter(TicketOperations store, String source, Clock clock) {
    this.store = store;
    this.source = source;
    this.clock = clock;
    for (FeedOutcome outcome : FeedOutcome.values()) {
      counts.put(outcome, 0L);
    }
  }

  /**
   * Applies all items of a feed.
   *
   * @return how many items had each outcome
   * @throws IOException if the input fails; what was read before it has been applied
   * @throws dev.ticketstore.TicketStoreException as {@link #add}
   */
  public Map<FeedOutcome, Long> addAll(FeedReader reader) throws IOException {
    try {
      for (Optional<FeedItem> item = reader.next(); item.isPresent(); item = reader.next()) {
        add(item.get());
        if (!reader.isReady()) {
          flush();
        }
      }
    } finally {
      flush();
    }
    return counts();
  }

  /**
   * Takes an item. It is applied together with others, by {@link #flush} at the latest.
   *
   * @throws dev.ticketstore.TicketStoreException if the store refuses the items that waited, or the
   *     database fails; they wait on, so that {@link #flush} tries them again
   */
  public void add(FeedItem item) {
    if (item instanceof FeedItem.Firing fired) {
      add(fired.violation());
    } else if (item instanceof FeedItem.Resolved resolved) {
      resolve(resolved);
    } else if (item instanceof FeedItem.Acknowledged acknowledged) {
      flush();
      count(acknowledge(acknowledged));
    } else {
      count(item instanceof FeedItem.Ignored ? FeedOutcome.IGNORED : FeedOutcome.UNREADABLE);
    }
    if (waiting >= MAX_WAITING) {
      flush();
    }
  }

  /**
   * Applies the items that wait, all of them in one transaction. A second attempt after a failure
   * counts none of them twice.
   *
   * @throws dev.ticketstore.TicketStoreException if the store refuses them, or the database fails
   */
  public void flush() {
    endFiring();
    if (cycles.isEmpty()) {
      return;
    }
    List<CycleReport> reports = store.reconcileAll(cycles);
    for (int i = 0; i < cycles.size(); i++) {
      count(cycles.get(i), reports.get(i));
    }
    cycles.clear();
    keys.clear();
    waiting = 0;
  }

  /** How many items have had each outcome so far, without those that wait. */
  public Map<FeedOutcome, Long> counts() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  private void add(Violation violation) {
    firing.add(ofThisRun(violation));
    keys.add(violation.violationKey());
    waiting++;
  }

  /** A resolution without a ticket writes nothing, as most of them are of no interest. */
  private void resolve(FeedItem.Resolved resolved) {
    String key = resolved.violationKey();
    if (!keys.contains(key) && store.findUnresolved(key).isEmpty()) {
      count(FeedOutcome.UNMATCHED);
      return;
    }
    endFiring();
    cycles.add(
        cycle(notAhead(resolved.resolvedAt()), Set.of(key), CycleOutcome.COMPLETE, List.of()));
    waiting++;
  }

  /** The violations that wait become a cycle, so that a resolution after them comes after it. */
  private void endFiring() {
    if (firing.isEmpty()) {
      return;
    }
    Instant first = clock.instant();
    Set<String> observed = new HashSet<>();
    for (Violation violation : firing) {
      Instant seen = violation.observedAt();
      first = seen != null && seen.isBefore(first) ? seen : first;
      observed.add(violation.violationKey());
    }
    cycles.add(cycle(first, observed, CycleOutcome.PARTIAL, firing));
    firing.clear();
  }

  private CheckCycle cycle(
      Instant at, Set<String> scope, CycleOutcome outcome, List<Violation> violations) {
    return new CheckCycle(
        source, at, CycleScope.keys(scope), outcome, violations, batch + "#" + ++cycle);
  }

  private void count(CheckCycle applied, CycleReport report) {
    for (Observation each : report.observations()) {
      count(
          switch (each.outcome()) {
            case CREATED -> FeedOutcome.CREATED;
            case REPEATED -> FeedOutcome.REPEATED;
            case DUPLICATE -> FeedOutcome.DUPLICATE;
            case LATE -> FeedOutcome.LATE;
          });
    }
    if (applied.outcome() == CycleOutcome.COMPLETE) {
      count(report.resolved().isEmpty() ? unresolved(applied) : FeedOutcome.RESOLVED);
    }
  }

  private FeedOutcome unresolved(CheckCycle applied) {
    return begunBy(applied.startedAt(), applied.scope().names().first()).isPresent()
        ? FeedOutcome.KEPT
        : FeedOutcome.UNMATCHED;
  }

  /** The unresolved ticket of a key, unless it began after a time. */
  private Optional<Ticket> begunBy(@Nullable Instant time, String key) {
    return store
        .findUnresolved(key)
        .filter(ticket -> time == null || !time.isBefore(ticket.firstSeenAt()));
  }

  private FeedOutcome acknowledge(FeedItem.Acknowledged item) {
    Optional<Ticket> ticket = begunBy(item.acknowledgedAt(), item.violationKey());
    if (ticket.isEmpty()) {
      return FeedOutcome.UNMATCHED;
    }
    try {
      return store
              .asOf(notAhead(item.acknowledgedAt()))
              .by(item.by() == null ? source : item.by(), item.note())
              .acknowledge(ticket.get().id())
              .changed()
          ? FeedOutcome.ACKNOWLEDGED
          : FeedOutcome.UNCHANGED;
    } catch (IllegalStepException e) {
      return FeedOutcome.UNCHANGED;
    }
  }

  private void count(FeedOutcome outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  /** A clock that is ahead would keep its tickets from being resolved by one that is not. */
  private Instant notAhead(@Nullable Instant time) {
    Instant now = clock.instant();
    return time == null || time.isAfter(now) ? now : time;
  }

  private Violation ofThisRun(Violation violation) {
    return new Violation(
        violation.invariantName(),
        violation.storeId(),
        violation.severity(),
        violation.message(),
        violation.metricSnapshot(),
        violation.labels(),
        notAhead(violation.observedAt()),
        Objects.requireNonNullElse(violation.batchKey(), batch),
        violation.observationId());
  }
}
