package dev.ticketstore;

import dev.ticketstore.model.ResolvedBy;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A violation that lasts, from the observation that opened it to its resolution. All instants are
 * in microseconds.
 *
 * @param id grows with each new ticket
 * @param violationKey {@code invariantName:storeId}, or {@code invariantName} alone; at most one
 *     unresolved ticket has it
 * @param invariantName the check that failed
 * @param storeId the store on which it failed; null for the whole cluster
 * @param status where the ticket is in its lifecycle
 * @param held whether check cycles must not resolve it
 * @param batchKey the batch of the observation that opened it; null for none
 * @param occurrenceCount how many times it was observed, at least 1
 * @param firstSeenAt the earliest observation
 * @param lastSeenAt the latest observation
 * @param acknowledgedAt when it first became acknowledged; null if it never did
 * @param diagnosedAt when it first became diagnosed; null if it never did
 * @param resolvedAt when the violation ended; null unless it is resolved, or if another program
 *     resolved it without a time. If this library resolved it, never before {@code lastSeenAt}.
 * @param resolvedBy the kind of change that resolved it; null unless it is resolved
 * @param message of the newest observation
 * @param severity of the newest observation
 * @param diagnosis the cause; null until one is given
 * @param metricSnapshot of the newest observation, a JSON object; null for none. PostgreSQL sorts
 *     its names.
 * @param labels of the newest observation, sorted by name; empty for none
 * @param assignee the person who looks after it; null for none
 * @param heldSince when the present hold began; null if it is not held
 * @param timeOnHold how long it was held before the present hold
 * @param episode how many tickets the key has had up to this one: 1 for the first
 * @param previousId the ticket of the episode before, which may have been purged; null for the
 *     first
 * @param occurrencesBefore how many times the key was observed in all episodes before this one
 * @param flapping whether the key opens tickets again and again, so that check cycles leave this
 *     one open until the key has been quiet
 * @param source the source of the check cycle of the newest observation; null if it belonged to
 *     none
 * @param version grows with each change of the ticket; each observation is one
 * @param createdAt when the row was written, by the store's clock
 * @param updatedAt when the row was last changed, by the store's clock
 */
public record Ticket(
    long id,
    String violationKey,
    String invariantName,
    @Nullable String storeId,
    TicketStatus status,
    boolean held,
    @Nullable String batchKey,
    long occurrenceCount,
    Instant firstSeenAt,
    Instant lastSeenAt,
    @Nullable Instant acknowledgedAt,
    @Nullable Instant diagnosedAt,
    @Nullable Instant resolvedAt,
    @Nullable ResolvedBy resolvedBy,
    String message,
    Severity severity,
    @Nullable String diagnosis,
    @Nullable Json metricSnapshot,
    Map<String, String> labels,
    @Nullable String assignee,
    @Nullable Instant heldSince,
    Duration timeOnHold,
    long episode,
    @Nullable Long previousId,
    long occurrencesBefore,
    boolean flapping,
    @Nullable String source,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** The same ticket with another count and version. */
  public Ticket withCounts(long occurrences, long newVersion) {
    return new Ticket(
        id,
        violationKey,
        invariantName,
        storeId,
        status,
        held,
        batchKey,
        occurrences,
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
        newVersion,
        createdAt,
        updatedAt);
  }
}
