package dev.ticketstore.tests.model;

import dev.ticketstore.CycleReport;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Calls on several threads, with their outcomes. They are linearizable if the model, called one
 * call after the other in some order, gives the same outcomes; in that order a call that ended
 * before another began comes first.
 *
 * @param calls those of each thread, in its order
 */
record ConcurrentHistory(List<List<Call>> calls) {

  /**
   * A call that has been made.
   *
   * @param operation what it was
   * @param outcome what it returned, or how it was refused
   * @param begin when it was made, in nanoseconds
   * @param end when it had returned
   */
  record Call(Operation operation, Object outcome, long begin, long end) {

    /** The tickets that it opened, by key. */
    private Map<String, Long> opened() {
      Map<String, Long> ids = new HashMap<>();
      List<?> all =
          outcome instanceof CycleReport report
              ? report.observations()
              : outcome instanceof List<?> list ? list : List.of(outcome);
      for (Object each : all) {
        if (each instanceof Observation seen && seen.outcome() == Outcome.CREATED) {
          ids.put(seen.ticket().violationKey(), seen.ticket().id());
        }
      }
      return ids;
    }
  }

  /** How many calls of each thread have been taken, and the tickets after them. */
  private record Position(List<Integer> taken, List<Ticket> tickets) {}

  /** An order in which the model gives the same outcomes; empty if there is none. */
  Optional<List<Call>> order(Supplier<TicketModel> models) {
    List<Integer> none = calls.stream().map(thread -> 0).toList();
    return order(none, List.of(), models, new HashSet<>());
  }

  private Optional<List<Call>> order(
      List<Integer> taken, List<Call> before, Supplier<TicketModel> models, Set<Position> seen) {
    List<Integer> next = next(taken);
    if (next.isEmpty()) {
      return Optional.of(before);
    }
    for (int thread : next) {
      Call call = calls.get(thread).get(taken.get(thread));
      List<Call> more = new ArrayList<>(before);
      more.add(call);
      TicketModel model = models.get();
      if (sameOutcomes(more, model)) {
        List<Integer> advanced = new ArrayList<>(taken);
        advanced.set(thread, taken.get(thread) + 1);
        if (seen.add(new Position(advanced, model.everything()))) {
          Optional<List<Call>> order = order(advanced, more, models, seen);
          if (order.isPresent()) {
            return order;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The threads whose next call may come next: no call that remains had ended before it began. */
  private List<Integer> next(List<Integer> taken) {
    List<Integer> threads = new ArrayList<>();
    long firstEnd = Long.MAX_VALUE;
    for (int thread = 0; thread < calls.size(); thread++) {
      if (taken.get(thread) < calls.get(thread).size()) {
        threads.add(thread);
        firstEnd = Math.min(firstEnd, calls.get(thread).get(taken.get(thread)).end());
      }
    }
    long latest = firstEnd;
    threads.removeIf(thread -> calls.get(thread).get(taken.get(thread)).begin() > latest);
    return threads;
  }

  private static boolean sameOutcomes(List<Call> order, TicketModel model) {
    for (Call call : order) {
      model.willOpen(call.opened());
      if (!call.outcome().equals(Operation.outcome(call.operation().onModel(), model))) {
        return false;
      }
    }
    return true;
  }
}
