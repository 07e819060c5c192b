package dev.ticketstore;

import dev.ticketstore.model.EventKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of one ticket, written in the transaction that made it.
 *
 * @param id grows with each event of a ticket
 * @param ticketId the ticket
 * @param violationKey its key
 * @param kind what changed
 * @param oldValue what it was before, such as {@code open}, {@code false} or a diagnosis; null for
 *     nothing
 * @param newValue what it is since; null for nothing. Of a comment it is the text.
 * @param effectiveAt when it became true: the observation, the start of the cycle that resolved, or
 *     the time of a person's step
 * @param recordedAt when the store wrote it, by its clock
 * @param actor the name that {@link TicketOperations#by(String)} gave, or the source of the check
 *     cycle; or null if none was given
 * @param note what the actor said about it; null for nothing
 * @param batchKey the batch of the observation, or the check cycle, that made the change; null for
 *     none
 */
public record TicketEvent(
    long id,
    long ticketId,
    String violationKey,
    EventKind kind,
    @Nullable String oldValue,
    @Nullable String newValue,
    Instant effectiveAt,
    Instant recordedAt,
    @Nullable String actor,
    @Nullable String note,
    @Nullable String batchKey) {}
