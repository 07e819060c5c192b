package dev.ticketstore.tests.faults;

import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Retention;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketStore;
import dev.ticketstore.Violation;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.tests.faults.Entry.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one thread does with a store, at random, with a ledger. No two of the same name may work on
 * one database.
 */
final class Load {

  /** Older tickets are purged; only the load on an old store writes so. */
  static final Instant OLD = Instant.parse("2000-01-01T00:00:00Z");

  private static final int SHARED_KEYS = 20;

  private final String name;
  private final TicketOperations operations;
  private final Supplier<TicketStore> old;
  private final Ledger ledger;
  private final Random random;
  private final List<Entry> sent = new ArrayList<>();
  private long sequence;

  /**
   * Does nothing yet.
   *
   * @param operations of the store, with or without retries
   * @param old a store of the same database whose clock stands at {@link #OLD}
   */
  Load(
      String name,
      TicketOperations operations,
      Supplier<TicketStore> old,
      Ledger ledger,
      Random random) {
    this.name = name;
    this.operations = operations.by(name);
    this.old = old;
    this.ledger = ledger;
    this.random = random;
  }

  /** Makes a few calls of one kind. */
  void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> send(List.of(counted()));
      case 4 -> send(IntStream.range(0, 5).mapToObj(i -> counted()).toList());
      case 5, 6 -> observeOnce();
      case 7, 8 -> cycles();
      case 9 -> handle();
      case 10 -> sendAgain();
      default -> purge();
    }
  }

  private String next() {
    sequence++;
    return name + "-" + sequence;
  }

  private Entry counted() {
    return Entry.of(Kind.ID, next(), "s" + random.nextInt(SHARED_KEYS));
  }

  private void send(List<Entry> ids) {
    List<Violation> violations = ids.stream().map(Entry::violation).toList();
    ledger.call(ids, () -> operations.observeAll(violations));
    sent.addAll(ids);
  }

  private @Nullable Observation observeOnce() {
    Entry once = Entry.of(Kind.ONCE, "once:" + next());
    return ledger.call(List.of(once), () -> operations.observe(once.violation()));
  }

  private void cycles() {
    String key = "cycle:" + next();
    if (reconcile(Entry.of(Kind.CYCLE, name, now(), key)) != null) {
      reconcile(Entry.of(Kind.RESOLVING_CYCLE, name, now(), key));
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private @Nullable CycleReport reconcile(Entry cycle) {
    return ledger.call(List.of(cycle), () -> operations.reconcile(cycle.cycle()));
  }

  /** All steps of a person with a ticket of its own. */
  private void handle() {
    Observation opened = observeOnce();
    if (opened == null) {
      return;
    }
    long id = opened.ticket().id();
    String text = next();
    event(
        id,
        EventKind.STATUS,
        TicketStatus.ACKNOWLEDGED.literal(),
        () -> operations.acknowledge(id));
    event(id, EventKind.HELD, "true", () -> operations.hold(id));
    event(id, EventKind.DIAGNOSIS, text, () -> operations.diagnose(id, text));
    event(id, EventKind.ASSIGNEE, name, () -> operations.assign(id, name));
    event(id, EventKind.COMMENT, text, () -> operations.comment(id, text));
    event(
        id,
        EventKind.STATUS,
        TicketStatus.RESOLVED.literal(),
        () -> operations.resolveAndReleaseHold(id));
  }

  private void event(long id, EventKind kind, String value, Supplier<?> step) {
    ledger.call(List.of(Entry.of(Kind.EVENT, id, kind.literal(), value)), step::get);
  }

  /** An observation that was sent before, acknowledged or not, counts no second time. */
  private void sendAgain() {
    if (!sent.isEmpty()) {
      send(List.of(sent.remove(random.nextInt(sent.size()))));
    }
  }

  /** Sends what a process before this one has sent without an answer. */
  void sendAgain(List<Entry> unanswered) {
    for (Entry each : unanswered) {
      switch (each.kind()) {
        case ID -> send(List.of(each));
        case CYCLE, RESOLVING_CYCLE -> reconcile(each);
        case ONCE, EVENT -> {
          // It may not be sent twice.
        }
      }
    }
  }

  /** Purges tickets, events and ids of a year long gone, which it makes first. */
  private void purge() {
    ledger.call(
        List.of(),
        () -> {
          Violation gone =
              Violation.of("gone", "old").storeId(name).observationId("gone-" + next()).build();
          Observation seen = old.get().observe(gone);
          if (seen.outcome() != Outcome.LATE) {
            old.get().resolve(seen.ticket().id());
          }
          return old.get()
              .purge(Retention.everythingBefore(OLD.plus(366, ChronoUnit.DAYS)), rows -> {});
        });
  }
}
