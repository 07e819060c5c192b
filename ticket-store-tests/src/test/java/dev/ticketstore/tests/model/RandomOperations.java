package dev.ticketstore.tests.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.BulkChange;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Page;
import dev.ticketstore.PurgeReport;
import dev.ticketstore.Retention;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random calls out of few values, so that they often meet the same ticket at the same time of day.
 */
final class RandomOperations {

  private static final List<String> INVARIANTS = List.of("store_down", "lag", "disk full");
  private static final List<Map<String, String>> LABELS =
      List.of(
          Map.of(), Map.of("region", "eu"), Map.of("region", "us", "team.name", "it's \"ours\""));

  private static final List<String> METRICS =
      List.of("{}", "{\"age\":61.5}", "{\"a\":{\"b\":[1,null,\"x\"]},\"c\":true}");

  private final Random random;
  private final Instant start;
  private final List<CheckCycle> sent = new ArrayList<>();

  RandomOperations(Random random, Instant start) {
    this.random = random;
    this.start = start;
  }

  /** A call that may name one of {@code ids}. */
  Operation next(List<Long> ids) {
    return switch (random.nextInt(26)) {
      case 0, 1, 2 -> {
        Violation one = violation();
        yield Operation.of("observe " + one, tickets -> tickets.observe(one));
      }
      case 3, 4, 5 -> {
        List<Violation> batch = violations();
        yield Operation.of("observeAll " + batch, tickets -> tickets.observeAll(batch));
      }
      case 6, 7, 8 -> {
        CheckCycle cycle = cycle();
        yield Operation.of("reconcile " + cycle, tickets -> tickets.reconcile(cycle));
      }
      case 9 -> {
        String key = violation().violationKey();
        yield Operation.of("findUnresolved " + key, tickets -> tickets.findUnresolved(key));
      }
      case 10 -> Operation.of("count", TicketOperations::count);
      case 11, 12 -> {
        TicketQuery query = query();
        yield Operation.of("list " + query, tickets -> allPages(tickets, query));
      }
      case 13 -> {
        BulkChange bulk = BulkChange.of(pick(List.of(BulkChange.Step.values())));
        BulkChange step =
            random.nextBoolean() ? bulk : bulk.by("carol", maybe(() -> "cleaning up"));
        List<Long> some = Stream.generate(() -> id(ids)).limit(random.nextInt(5)).toList();
        yield new Operation(
            step + " " + some, store -> store.bulk(step, some), model -> model.bulk(step, some));
      }
      case 14 -> {
        if (random.nextInt(4) > 0) {
          yield byAnybody(onOneTicket(id(ids)));
        }
        Instant before = instant().truncatedTo(ChronoUnit.MICROS);
        Retention all = Retention.everythingBefore(before);
        yield new Operation(
            "purge " + before,
            store -> {
              PurgeReport expected = store.purgeDryRun(all);
              PurgeReport actual = store.purge(all, rows -> {});
              assertThat(actual).isEqualTo(expected);
              return actual;
            },
            model -> model.purge(before));
      }
      default -> byAnybody(onOneTicket(id(ids)));
    };
  }

  private record Call(String text, Function<TicketOperations, ?> call) {}

  /** Some calls say when they took effect, and some who makes them. */
  private Operation byAnybody(Call anyTime) {
    Call call = atAnyTime(anyTime);
    if (random.nextInt(3) > 0) {
      return Operation.of(call.text(), call.call());
    }
    String actor = pick(List.of("alice", "bob"));
    String note = maybe(() -> "rack 3 was moved");
    return Operation.of(
        "by " + actor + ", " + note + ": " + call.text(),
        tickets -> call.call().apply(tickets.by(actor, note)));
  }

  private Call atAnyTime(Call call) {
    if (random.nextInt(4) > 0) {
      return call;
    }
    Instant at = instant().truncatedTo(ChronoUnit.MICROS);
    return new Call(
        "as of " + at + ": " + call.text(), tickets -> call.call().apply(tickets.asOf(at)));
  }

  private Call onOneTicket(long id) {
    return switch (random.nextInt(11)) {
      case 0 -> new Call("find " + id, tickets -> tickets.find(id));
      case 1 -> new Call("acknowledge " + id, tickets -> tickets.acknowledge(id));
      case 2 -> {
        String cause = pick(List.of("disk", "net"));
        yield new Call("diagnose " + id + " " + cause, tickets -> tickets.diagnose(id, cause));
      }
      case 3 -> new Call("resolve " + id, tickets -> tickets.resolve(id));
      case 4 ->
          new Call("resolveAndReleaseHold " + id, tickets -> tickets.resolveAndReleaseHold(id));
      case 5 -> new Call("unhold " + id, tickets -> tickets.unhold(id));
      case 6 -> {
        long version = 1L + random.nextInt(4);
        yield new Call(
            "diagnose " + id + " disk, version " + version,
            tickets -> tickets.diagnose(id, "disk", version));
      }
      case 7 -> {
        String assignee = maybe(() -> pick(List.of("alice", "bob")));
        yield new Call("assign " + id + " " + assignee, tickets -> tickets.assign(id, assignee));
      }
      case 8 -> new Call("comment " + id, tickets -> withoutId(tickets.comment(id, "look")));
      default -> new Call("hold " + id, tickets -> tickets.hold(id));
    };
  }

  /** The ids of events are the database's to choose. */
  static TicketEvent withoutId(TicketEvent event) {
    return new TicketEvent(
        0,
        event.ticketId(),
        event.violationKey(),
        event.kind(),
        event.oldValue(),
        event.newValue(),
        event.effectiveAt(),
        event.recordedAt(),
        event.actor(),
        event.note(),
        event.batchKey());
  }

  private static List<List<?>> allPages(TicketOperations tickets, TicketQuery query) {
    List<List<?>> pages = new ArrayList<>();
    Page page = tickets.list(query);
    pages.add(page.tickets());
    while (page.next() != null) {
      page = tickets.list(query.toBuilder().after(page.next()).build());
      pages.add(page.tickets());
    }
    return pages;
  }

  private long id(List<Long> ids) {
    boolean unknown = ids.isEmpty() || random.nextInt(20) == 0;
    return unknown ? pick(List.of(0L, -1L, Long.MAX_VALUE)) : pick(ids);
  }

  private Violation violation() {
    return Violation.of(invariant(), pick(List.of("m1", "m2", "m3")))
        .storeId(maybe(() -> pick(List.of("s1", "tikv-3:20160"))))
        .severity(pick(List.of(Severity.values())))
        .metricSnapshot(maybe(() -> pick(METRICS)))
        .observedAt(maybe(this::instant))
        .labels(pick(LABELS))
        .batchKey(maybe(() -> pick(List.of("b1", "b2"))))
        .observationId(rarely(() -> "o" + random.nextInt(6)))
        .build();
  }

  private String invariant() {
    return pick(INVARIANTS);
  }

  private List<Violation> violations() {
    return Stream.generate(this::violation).limit(random.nextInt(6)).toList();
  }

  private CheckCycle cycle() {
    if (!sent.isEmpty() && random.nextInt(4) == 0) {
      return pick(sent);
    }
    CheckCycle cycle = newCycle();
    sent.add(cycle);
    return cycle;
  }

  private CheckCycle newCycle() {
    List<Violation> found = violations();
    CycleScope scope =
        switch (random.nextInt(3)) {
          case 0 -> CycleScope.everything();
          case 1 ->
              CycleScope.invariants(
                  Stream.generate(this::invariant).limit(random.nextInt(3)).toList());
          default ->
              CycleScope.keys(
                  Stream.generate(() -> violation().violationKey())
                      .limit(random.nextInt(5))
                      .toList());
        };
    CycleOutcome outcome =
        random.nextInt(4) == 0 ? pick(List.of(CycleOutcome.values())) : CycleOutcome.COMPLETE;
    if (random.nextInt(4) == 0) {
      scope = scope.ofAnySource();
    }
    String source = pick(List.of("monitor", "pd"));
    CheckCycle cycle =
        random.nextInt(4) > 0
            ? new CheckCycle(source, instant(), scope, outcome, found, "c" + random.nextInt(1_000))
            : new CheckCycle(source, instant(), scope, outcome, found, "b1");
    return random.nextInt(4) > 0 ? cycle : cycle.withResolveAfter(1 + random.nextInt(3));
  }

  private TicketQuery query() {
    TicketQuery.Builder query =
        TicketQuery.builder()
            .invariantName(rarely(this::invariant))
            .storeId(rarely(() -> pick(List.of("s1", "tikv-3:20160"))))
            .violationKey(rarely(() -> violation().violationKey()))
            .held(rarely(random::nextBoolean))
            .assignee(rarely(() -> pick(List.of("alice", "bob"))))
            .batchKey(rarely(() -> pick(List.of("b1", "b2"))))
            .labels(random.nextInt(5) == 0 ? pick(LABELS) : Map.of())
            .firstSeen(range())
            .lastSeen(range())
            .resolved(range())
            .created(range())
            .pageSize(1 + random.nextInt(4));
    if (random.nextInt(3) == 0) {
      query.statuses(pick(List.of(TicketStatus.values())), pick(List.of(TicketStatus.values())));
    }
    if (random.nextInt(3) == 0) {
      query.severities(pick(List.of(Severity.values())));
    }
    return query.build();
  }

  private TimeRange range() {
    if (random.nextInt(5) > 0) {
      return TimeRange.ALWAYS;
    }
    Instant from = instant();
    return switch (random.nextInt(3)) {
      case 0 -> TimeRange.from(from);
      case 1 -> TimeRange.until(from);
      default -> new TimeRange(from, from.plusSeconds(random.nextInt(10)));
    };
  }

  /** Ten seconds around the start, some between two microseconds. */
  Instant instant() {
    Instant second = start.plusSeconds(random.nextInt(20) - 10L);
    return switch (random.nextInt(4)) {
      case 0 -> second.plusNanos(random.nextInt(3) * 1_000L);
      case 1 -> second.plusNanos(random.nextInt(1_000_000_000));
      default -> second;
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> @Nullable T rarely(Supplier<T> value) {
    return random.nextInt(6) == 0 ? value.get() : null;
  }
}
