package dev.ticketstore.analytics;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a step took for the tickets of a group.
 *
 * @param group the value that the tickets have in common, or null for none
 * @param periodStart when the period begins in which they were first seen, or null without periods
 * @param count tickets that took the step, which the durations are of
 * @param pending unresolved tickets that have not taken it yet
 * @param skipped tickets that were resolved without it
 * @param mean of the durations, cut to microseconds; null if there are none
 * @param p50 the duration that half of them do not exceed, by nearest rank; null if there are none
 * @param p90 the same for 90 percent
 * @param p95 the same for 95 percent
 * @param p99 the same for 99 percent
 */
public record DurationStatistics(
    @Nullable String group,
    @Nullable Instant periodStart,
    long count,
    long pending,
    long skipped,
    @Nullable Duration mean,
    @Nullable Duration p50,
    @Nullable Duration p90,
    @Nullable Duration p95,
    @Nullable Duration p99) {}
