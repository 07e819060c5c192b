package dev.ticketstore.testkit;

import dev.ticketstore.Ticket;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a ticket. A failure shows the whole ticket. */
public final class TicketAssert extends AbstractAssert<TicketAssert, Ticket> {

  TicketAssert(@Nullable Ticket ticket) {
    super(ticket, TicketAssert.class);
  }

  /** Verifies that it is open: neither acknowledged, diagnosed nor resolved. */
  public TicketAssert isOpen() {
    return hasStatus(TicketStatus.OPEN);
  }

  /** Verifies that it is resolved. */
  public TicketAssert isResolved() {
    return hasStatus(TicketStatus.RESOLVED);
  }

  /** Verifies that it is not resolved. */
  public TicketAssert isUnresolved() {
    isNotNull();
    if (actual.status() == TicketStatus.RESOLVED) {
      throw failure("Expected an unresolved ticket, not%n  %s", actual);
    }
    return this;
  }

  /** Verifies its status. */
  public TicketAssert hasStatus(TicketStatus status) {
    return has("the status", Ticket::status, status);
  }

  /** Verifies how many observations it has counted. */
  public TicketAssert hasOccurrences(long count) {
    return has("the occurrence count", Ticket::occurrenceCount, count);
  }

  /** Verifies how many tickets the key has had up to this one. */
  public TicketAssert hasEpisode(long episode) {
    return has("the episode", Ticket::episode, episode);
  }

  /** Verifies its severity. */
  public TicketAssert hasSeverity(Severity severity) {
    return has("the severity", Ticket::severity, severity);
  }

  /** Verifies its message. */
  public TicketAssert hasMessage(String message) {
    return has("the message", Ticket::message, message);
  }

  /** Verifies the assignee; null for none. */
  public TicketAssert isAssignedTo(@Nullable String assignee) {
    return has("the assignee", Ticket::assignee, assignee);
  }

  /** Verifies that check cycles must not resolve it. */
  public TicketAssert isHeld() {
    return has("held", Ticket::held, true);
  }

  /** Verifies that check cycles may resolve it. */
  public TicketAssert isNotHeld() {
    return has("held", Ticket::held, false);
  }

  /** Verifies all of its labels. */
  public TicketAssert hasLabels(Map<String, String> labels) {
    return has("the labels", Ticket::labels, labels);
  }

  /** Verifies when it was first seen. */
  public TicketAssert wasFirstSeenAt(Instant instant) {
    return has("first seen at", Ticket::firstSeenAt, instant);
  }

  /** Verifies when it was last seen. */
  public TicketAssert wasLastSeenAt(Instant instant) {
    return has("last seen at", Ticket::lastSeenAt, instant);
  }

  private TicketAssert has(
      String what, Function<Ticket, @Nullable Object> value, @Nullable Object expected) {
    isNotNull();
    Object found = value.apply(actual);
    if (!Objects.equals(found, expected)) {
      throw failureWithActualExpected(
          found, expected, "Expected %s %s, not %s, of%n  %s", what, expected, found, actual);
    }
    return this;
  }
}
