package dev.ticketstore.analytics;

import dev.ticketstore.model.TicketStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long tickets stayed in a status, or on hold, within a window.
 *
 * @param status the status, or null for the time on hold, which is part of the time in a status
 * @param stays stays that overlap the window or begin in it
 * @param ongoing those of them that had not ended at its end
 * @param total the time of all stays within the window
 */
public record TimeInState(
    @Nullable TicketStatus status, long stays, long ongoing, Duration total) {}
