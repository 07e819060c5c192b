package dev.ticketstore.contract.internal;

import dev.ticketstore.Json;
import dev.ticketstore.Ticket;
import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ticket whose values can be set one by one, to say what a test expects. */
public final class TicketDraft {

  public long id;
  public String violationKey = "";
  public String invariantName = "";
  public @Nullable String storeId;
  public TicketStatus status = TicketStatus.OPEN;
  public boolean held;
  public @Nullable String batchKey;
  public long occurrenceCount;
  public Instant firstSeenAt = Instant.EPOCH;
  public Instant lastSeenAt = Instant.EPOCH;
  public @Nullable Instant acknowledgedAt;
  public @Nullable Instant diagnosedAt;
  public @Nullable Instant resolvedAt;
  public @Nullable ResolvedBy resolvedBy;
  public String message = "";
  public Severity severity = Severity.WARNING;
  public @Nullable String diagnosis;
  public @Nullable Json metricSnapshot;
  public Map<String, String> labels = Map.of();
  public @Nullable String assignee;
  public @Nullable Instant heldSince;
  public Duration timeOnHold = Duration.ZERO;
  public long episode = 1;
  public @Nullable Long previousId;
  public long occurrencesBefore;
  public boolean flapping;
  public @Nullable String source;
  public long version = 1;
  public Instant createdAt = Instant.EPOCH;
  public Instant updatedAt = Instant.EPOCH;

  /** A ticket that differs from another one in some values. */
  public static Ticket like(Ticket ticket, Consumer<TicketDraft> changes) {
    TicketDraft draft = new TicketDraft();
    draft.id = ticket.id();
    draft.violationKey = ticket.violationKey();
    draft.invariantName = ticket.invariantName();
    draft.storeId = ticket.storeId();
    draft.status = ticket.status();
    draft.held = ticket.held();
    draft.batchKey = ticket.batchKey();
    draft.occurrenceCount = ticket.occurrenceCount();
    draft.firstSeenAt = ticket.firstSeenAt();
    draft.lastSeenAt = ticket.lastSeenAt();
    draft.acknowledgedAt = ticket.acknowledgedAt();
    draft.diagnosedAt = ticket.diagnosedAt();
    draft.resolvedAt = ticket.resolvedAt();
    draft.resolvedBy = ticket.resolvedBy();
    draft.message = ticket.message();
    draft.severity = ticket.severity();
    draft.diagnosis = ticket.diagnosis();
    draft.metricSnapshot = ticket.metricSnapshot();
    draft.labels = ticket.labels();
    draft.assignee = ticket.assignee();
    draft.heldSince = ticket.heldSince();
    draft.timeOnHold = ticket.timeOnHold();
    draft.episode = ticket.episode();
    draft.previousId = ticket.previousId();
    draft.occurrencesBefore = ticket.occurrencesBefore();
    draft.flapping = ticket.flapping();
    draft.source = ticket.source();
    draft.version = ticket.version();
    draft.createdAt = ticket.createdAt();
    draft.updatedAt = ticket.updatedAt();
    changes.accept(draft);
    return draft.ticket();
  }

  /** A ticket with these values; the others are those of a ticket that has just been opened. */
  public static Ticket of(Consumer<TicketDraft> values) {
    TicketDraft draft = new TicketDraft();
    values.accept(draft);
    return draft.ticket();
  }

  /** The ticket with the values as they are now. */
  public Ticket ticket() {
    return new Ticket(
        id,
        violationKey,
        invariantName,
        storeId,
        status,
        held,
        batchKey,
        occurrenceCount,
        firstSeenAt,
        lastSeenAt,
        acknowledgedAt,
        diagnosedAt,
        resolvedAt,
        resolvedBy,
        message,
        severity,
        diagnosis,
        metricSnapshot,
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
