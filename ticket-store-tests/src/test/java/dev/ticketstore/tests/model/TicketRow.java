package dev.ticketstore.tests.model;

import dev.ticketstore.Change;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.Severity;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Instant;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** A ticket of the model, which changes. */
final class TicketRow {

  final Violation violation;

  TicketStatus status = TicketStatus.OPEN;
  boolean held;
  long count;
  Instant firstSeenAt;
  Instant lastSeenAt;
  String message;
  Severity severity;
  @Nullable JSONB metrics;
  @Nullable String diagnosis;
  long version = 1;
  Instant updatedAt;

  private final long id;
  private final @Nullable String batch;
  private final Instant createdAt;
  private @Nullable Instant resolvedAt;

  TicketRow(long id, Violation violation, Instant at, @Nullable String batch, Instant now) {
    this.id = id;
    this.violation = violation;
    this.batch = batch;
    this.firstSeenAt = at;
    this.lastSeenAt = at;
    this.message = violation.message();
    this.severity = violation.severity();
    this.createdAt = now;
    this.updatedAt = now;
  }

  void resolve(Instant at, Instant now) {
    status = TicketStatus.RESOLVED;
    held = false;
    resolvedAt = at;
    updatedAt = now;
  }

  Change change(boolean needed, Instant now, Runnable step) {
    if (needed) {
      step.run();
      updatedAt = now;
      version++;
    }
    return new Change(ticket(), needed);
  }

  Ticket ticket() {
    return new Ticket(
        id,
        violation.violationKey(),
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
        updatedAt);
  }
}
