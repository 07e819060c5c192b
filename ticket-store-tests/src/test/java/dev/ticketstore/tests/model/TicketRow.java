package dev.ticketstore.tests.model;

import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import org.jooq.JSONB;
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
  @Nullable JSONB metrics;
  @Nullable String source;
  @Nullable String diagnosis;
  @Nullable String assignee;
  @Nullable Instant resolvedAt;
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

  void resolve(Instant at) {
    status = TicketStatus.RESOLVED;
    held = false;
    resolvedAt = at;
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
        resolvedAt,
        message,
        severity,
        diagnosis,
        metrics,
        version,
        createdAt,
        updatedAt,
        episode,
        previousId,
        occurrencesBefore,
        flapping,
        source,
        assignee);
  }
}
