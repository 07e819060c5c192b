package dev.ticketstore.cli;

import dev.ticketstore.IllegalStepException;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.TimeRange;
import dev.ticketstore.cli.input.ReplayEntry.Step;
import dev.ticketstore.cli.input.ReplayEntry.StepKind;
import dev.ticketstore.cli.output.ReplaySummary.StepOutcome;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Takes the steps of a replay, each once however often it is replayed. */
record ReplaySteps(TicketOperations store) {

  /**
   * Takes a step, judged by what the ticket was at the time of the step. So a second replay finds
   * the same, whatever followed.
   */
  StepOutcome take(Step step) {
    List<TicketEvent> history = store.historyOfKey(step.violationKey());
    if (history.stream().anyMatch(event -> isOf(step, event))) {
      return StepOutcome.APPLIED_BEFORE;
    }
    Optional<Ticket> ticket = ticketOf(step);
    if (ticket.isEmpty()) {
      return StepOutcome.UNMATCHED;
    }
    long id = ticket.get().id();
    TicketPast past = new TicketPast(history.stream().filter(e -> e.ticketId() == id).toList());
    if (past.isSo(step)) {
      return StepOutcome.UNCHANGED;
    }
    if (past.forbids(step)
        || (step.kind() == StepKind.RESOLVED && ticket.get().lastSeenAt().isAfter(step.at()))) {
      return StepOutcome.REFUSED;
    }
    TicketOperations then = store.asOf(step.at());
    try {
      return take(step, step.by() == null ? then : then.by(step.by(), step.note()), id)
          ? StepOutcome.CHANGED
          : StepOutcome.UNCHANGED;
    } catch (IllegalStepException | TicketHeldException e) {
      return StepOutcome.REFUSED;
    }
  }

  /** The last one that had begun. */
  private Optional<Ticket> ticketOf(Step step) {
    TicketQuery query =
        TicketQuery.builder()
            .violationKey(step.violationKey())
            .firstSeen(TimeRange.until(step.at().plus(1, ChronoUnit.MICROS)))
            .pageSize(1)
            .build();
    return store.list(query).tickets().stream().findFirst();
  }

  private static boolean take(Step step, TicketOperations tickets, long id) {
    return switch (step.kind()) {
      case ACKNOWLEDGED -> tickets.acknowledge(id).changed();
      case DIAGNOSED -> tickets.diagnose(id, value(step)).changed();
      case ASSIGNED -> tickets.assign(id, value(step)).changed();
      case UNASSIGNED -> tickets.assign(id, null).changed();
      case HELD -> tickets.hold(id).changed();
      case UNHELD -> tickets.unhold(id).changed();
      case RESOLVED -> tickets.resolve(id).changed();
      case COMMENTED -> {
        tickets.comment(id, value(step));
        yield true;
      }
    };
  }

  private static String value(Step step) {
    return Objects.requireNonNull(step.value());
  }

  /** Whether an event of the history is that of the step. */
  private static boolean isOf(Step step, TicketEvent event) {
    return event.effectiveAt().equals(step.at())
        && Objects.equals(event.actor(), step.by())
        && Objects.equals(event.note(), step.note())
        && event.kind() == TicketPast.kind(step)
        && Objects.equals(event.newValue(), TicketPast.value(step));
  }
}
