package dev.ticketstore;

import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import java.time.Instant;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * A violation that lasts, from the observation that opened it to its resolution. All instants are
 * in microseconds.
 *
 * @param id grows with each new ticket
 * @param violationKey {@code invariantName:storeId}, or {@code invariantName} alone; one unresolved
 *     ticket has it
 * @param invariantName what was checked
 * @param storeId where it failed; null for the whole cluster
 * @param status where it is in its lifecycle
 * @param held whether check cycles must not resolve it
 * @param batchKey the batch of the observation that opened it
 * @param occurrenceCount how many times it was observed, at least 1
 * @param firstSeenAt the earliest observation
 * @param lastSeenAt the latest observation
 * @param resolvedAt when it was resolved; null unless it is
 * @param message of the latest observation
 * @param severity of the latest observation
 * @param diagnosis the cause, once somebody has found it
 * @param metricSnapshot of the latest observation, a JSON object. PostgreSQL orders its names anew.
 * @param version grows with each change of the ticket, and each observation is one
 * @param createdAt when the row was made, by the store's clock
 * @param updatedAt when the row was last changed, by the store's clock
 * @param episode how many tickets the key has had up to this one, which is 1 for the first
 * @param previousId the ticket of the episode before, which may have been purged; null for the
 *     first
 * @param occurrencesBefore how many times the key was observed in all episodes before this one
 * @param flapping whether the key opens tickets again and again, so that check cycles leave this
 *     one open until the key has been quiet
 * @param source whose check cycle the latest observation is of; null if it was not of a cycle
 * @param assignee who looks after it; null for nobody
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
    @Nullable Instant resolvedAt,
    String message,
    Severity severity,
    @Nullable String diagnosis,
    @Nullable JSONB metricSnapshot,
    long version,
    Instant createdAt,
    Instant updatedAt,
    long episode,
    @Nullable Long previousId,
    long occurrencesBefore,
    boolean flapping,
    @Nullable String source,
    @Nullable String assignee) {}
