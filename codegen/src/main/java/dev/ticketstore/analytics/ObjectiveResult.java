package dev.ticketstore.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many tickets of a group kept to an objective. Each is counted in one of {@code met}, {@code
 * breached}, {@code overdue} and {@code pending}.
 *
 * @param group the value that the tickets have in common, or null for none
 * @param periodStart when the period begins in which they were first seen, or null without periods
 * @param total all tickets
 * @param met tickets that took the step in time
 * @param breached tickets that took it too late
 * @param overdue tickets that have not taken it, and are too late already
 * @param pending tickets that have not taken it, and still have time
 */
public record ObjectiveResult(
    @Nullable String group,
    @Nullable Instant periodStart,
    long total,
    long met,
    long breached,
    long overdue,
    long pending) {}
