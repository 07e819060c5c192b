package dev.ticketstore.tests.model;

import static java.util.Objects.requireNonNull;

import dev.ticketstore.Json;
import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ticket of the model, which changes. */
final class TicketRow {

  final long id;
  final Violation violation;
  final @Nullable String batch;

  TicketStatus status = TicketStatus.OPEN;
  boolean held;
  boolean flapping;
  long count;
  Instant firstSeenAt;
  Instant lastSeenAt;
  String message;
  Severity severity;
  @Nullable Json metrics;
  @Nullable String source;
  @Nullable String diagnosis;
  @Nullable String assignee;
  @Nullable Instant acknowledgedAt;
  @Nullable Instant diagnosedAt;
  @Nullable Instant resolvedAt;
  @Nullable ResolvedBy resolvedBy;
  Map<String, String> labels;
  @Nullable Instant heldSince;
  Duration timeOnHold = Duration.ZERO;
  long version = 1;
  long missedCycles;
  Instant updatedAt;

  private final Instant createdAt;
  final long episode;
  private final @Nullable Long previousId;
  private final long occurrencesBefore;

  TicketRow(
      long id,
      Violation violation,
      Instant at,
      @Nullable String batch,
      @Nullable TicketRow before,
      Instant now) {
    this.id = id;
    this.violation = violation;
    this.batch = batch;
    this.firstSeenAt = at;
    this.lastSeenAt = at;
    this.message = violation.message();
    this.severity = violation.severity();
    this.labels = violation.labels();
    this.createdAt = now;
    this.updatedAt = now;
    this.episode = before == null ? 1 : before.episode + 1;
    this.previousId = before == null ? null : before.id;
    this.occurrencesBefore = before == null ? 0 : before.occurrencesBefore + before.count;
  }

  String key() {
    return violation.violationKey();
  }

  boolean isResolved() {
    return status == TicketStatus.RESOLVED;
  }

  void resolveByCycle(Instant at) {
    resolve(at, ResolvedBy.CYCLE);
  }

  void resolveByHand(Instant now) {
    Instant at = lastSeenAt.isAfter(now) ? lastSeenAt : now;
    if (held) {
      unhold(at);
    }
    resolve(at, ResolvedBy.PERSON);
  }

  private void resolve(Instant at, ResolvedBy by) {
    status = TicketStatus.RESOLVED;
    flapping = false;
    resolvedAt = at;
    resolvedBy = by;
  }

  void hold(Instant now) {
    held = true;
    heldSince = now;
  }

  void unhold(Instant now) {
    Duration held = Duration.between(requireNonNull(heldSince), now);
    timeOnHold = held.isNegative() ? timeOnHold : timeOnHold.plus(held);
    this.held = false;
    heldSince = null;
  }

  StepResult change(boolean needed, Instant now, Runnable step) {
    if (needed) {
      step.run();
      updatedAt = now;
      version++;
    }
    return new StepResult(ticket(), needed);
  }

  Ticket ticket() {
    return new Ticket(
        id,
        key(),
        violation.invariantName(),
        violation.storeId(),
        status,
        held,
        batch,
        count,
        firstSeenAt,
        lastSeenAt,
        acknowledgedAt,
        diagnosedAt,
        resolvedAt,
        resolvedBy,
        message,
        severity,
        diagnosis,
        metrics,
        labels,
        assignee,
        heldSince,
        timeOnHold,
        episode,
        previousId,
        occurrencesBefore,
        flapping,
        source,
        version,
        createdAt,
        updatedAt);
  }
}
