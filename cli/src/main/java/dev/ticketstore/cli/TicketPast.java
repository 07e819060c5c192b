package dev.ticketstore.cli;

import dev.ticketstore.TicketEvent;
import dev.ticketstore.cli.input.ReplayEntry.Step;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The past of a ticket, by its history. */
record TicketPast(List<TicketEvent> history) {

  private static final String YES = "true";
  private static final String NO = "false";

  /** Whether the ticket was at the time of a step what the step makes of it. */
  boolean isSo(Step step) {
    return switch (step.kind()) {
      case COMMENTED -> false;
      case ACKNOWLEDGED, RESOLVED ->
          of(EventKind.STATUS)
              .anyMatch(
                  event -> isBy(step.at(), event) && Objects.equals(event.newValue(), value(step)));
      case DIAGNOSED, ASSIGNED, UNASSIGNED, HELD, UNHELD ->
          Objects.equals(valueAt(kind(step), step.at()), value(step));
    };
  }

  /** Whether the ticket did not allow it then, or another step of its kind has followed. */
  boolean forbids(Step step) {
    return switch (step.kind()) {
      case COMMENTED, ACKNOWLEDGED -> false;
      case RESOLVED -> YES.equals(valueAt(EventKind.HELD, step.at()));
      case DIAGNOSED, ASSIGNED, UNASSIGNED, HELD, UNHELD ->
          of(kind(step)).anyMatch(event -> !isBy(step.at(), event));
    };
  }

  private Stream<TicketEvent> of(EventKind kind) {
    return history.stream().filter(event -> event.kind() == kind);
  }

  private static boolean isBy(Instant at, TicketEvent event) {
    return !event.effectiveAt().isAfter(at);
  }

  /** The value of the last event of a kind by a time; of two at one time the later one counts. */
  private @Nullable String valueAt(EventKind kind, Instant at) {
    return of(kind)
        .filter(event -> isBy(at, event))
        .sorted(Comparator.comparing(TicketEvent::effectiveAt))
        .reduce((first, second) -> second)
        .map(TicketEvent::newValue)
        .orElse(kind == EventKind.HELD ? NO : null);
  }

  /** The kind of the event that a step leaves. */
  static EventKind kind(Step step) {
    return switch (step.kind()) {
      case ACKNOWLEDGED, RESOLVED -> EventKind.STATUS;
      case DIAGNOSED -> EventKind.DIAGNOSIS;
      case ASSIGNED, UNASSIGNED -> EventKind.ASSIGNEE;
      case HELD, UNHELD -> EventKind.HELD;
      case COMMENTED -> EventKind.COMMENT;
    };
  }

  /** The value of that event. */
  static @Nullable String value(Step step) {
    return switch (step.kind()) {
      case ACKNOWLEDGED -> TicketStatus.ACKNOWLEDGED.literal();
      case RESOLVED -> TicketStatus.RESOLVED.literal();
      case HELD -> YES;
      case UNHELD -> NO;
      case DIAGNOSED, ASSIGNED, UNASSIGNED, COMMENTED -> step.value();
    };
  }
}
