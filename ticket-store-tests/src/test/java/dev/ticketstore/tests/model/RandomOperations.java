package dev.ticketstore.tests.model;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.Page;
import dev.ticketstore.Scope;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.Severity;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random calls out of few values, so that they often meet the same ticket at the same time of day.
 */
final class RandomOperations {

  private static final List<String> INVARIANTS = List.of("store_down", "lag", "disk full");
  private static final List<String> METRICS =
      List.of("{}", "{\"age\":61.5}", "{\"a\":{\"b\":[1,null,\"x\"]},\"c\":true}");

  private final Random random;
  private final Instant start;

  RandomOperations(Random random, Instant start) {
    this.random = random;
    this.start = start;
  }

  /** A call that may name one of {@code ids}. */
  Operation next(List<Long> ids) {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> {
        Violation one = violation();
        yield new Operation("observe " + one, tickets -> tickets.observe(one));
      }
      case 3, 4, 5 -> {
        List<Violation> batch = violations();
        yield new Operation("observeAll " + batch, tickets -> tickets.observeAll(batch));
      }
      case 6, 7, 8 -> {
        CheckCycle cycle = cycle();
        yield new Operation("reconcile " + cycle, tickets -> tickets.reconcile(cycle));
      }
      case 9 -> {
        String key = violation().violationKey();
        yield new Operation("findUnresolved " + key, tickets -> tickets.findUnresolved(key));
      }
      case 10 -> new Operation("count", TicketOperations::count);
      case 11, 12 -> {
        TicketQuery query = query();
        yield new Operation("list " + query, tickets -> allPages(tickets, query));
      }
      default -> onOneTicket(id(ids));
    };
  }

  private Operation onOneTicket(long id) {
    return switch (random.nextInt(8)) {
      case 0 -> new Operation("find " + id, tickets -> tickets.find(id));
      case 1 -> new Operation("acknowledge " + id, tickets -> tickets.acknowledge(id));
      case 2 -> {
        String cause = pick(List.of("disk", "net"));
        yield new Operation("diagnose " + id + " " + cause, tickets -> tickets.diagnose(id, cause));
      }
      case 3 -> new Operation("resolve " + id, tickets -> tickets.resolve(id));
      case 4 ->
          new Operation(
              "resolveAndReleaseHold " + id, tickets -> tickets.resolveAndReleaseHold(id));
      case 5 -> new Operation("unhold " + id, tickets -> tickets.unhold(id));
      default -> new Operation("hold " + id, tickets -> tickets.hold(id));
    };
  }

  private static List<List<?>> allPages(TicketOperations tickets, TicketQuery query) {
    List<List<?>> pages = new ArrayList<>();
    Page page = tickets.list(query);
    pages.add(page.tickets());
    while (page.next().isPresent()) {
      page = tickets.list(query.toBuilder().after(page.next().get()).build());
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
        .store(maybe(() -> pick(List.of("s1", "tikv-3:20160"))))
        .severity(pick(List.of(Severity.values())))
        .metrics(maybe(() -> pick(METRICS)))
        .observedAt(maybe(this::instant))
        .batchKey(maybe(() -> pick(List.of("b1", "b2"))))
        .build();
  }

  private String invariant() {
    return pick(INVARIANTS);
  }

  private List<Violation> violations() {
    return Stream.generate(this::violation).limit(random.nextInt(6)).toList();
  }

  private CheckCycle cycle() {
    List<Violation> found = violations();
    Scope scope =
        switch (random.nextInt(3)) {
          case 0 -> Scope.everything();
          case 1 ->
              Scope.invariants(Stream.generate(this::invariant).limit(random.nextInt(3)).toList());
          default ->
              Scope.keys(
                  Stream.generate(() -> violation().violationKey())
                      .limit(random.nextInt(5))
                      .toList());
        };
    CheckCycle.Outcome outcome =
        random.nextInt(4) == 0
            ? pick(List.of(CheckCycle.Outcome.values()))
            : CheckCycle.Outcome.COMPLETE;
    String source = pick(List.of("monitor", "pd"));
    return random.nextBoolean()
        ? new CheckCycle(source, instant(), scope, outcome, found)
        : new CheckCycle(source, instant(), scope, outcome, found, "b1");
  }

  private TicketQuery query() {
    TicketQuery.Builder query =
        TicketQuery.builder()
            .invariant(rarely(this::invariant))
            .store(rarely(() -> pick(List.of("s1", "tikv-3:20160"))))
            .key(rarely(() -> violation().violationKey()))
            .held(rarely(random::nextBoolean))
            .batch(rarely(() -> pick(List.of("b1", "b2"))))
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
