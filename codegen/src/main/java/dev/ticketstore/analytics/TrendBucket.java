package dev.ticketstore.analytics;

import java.time.Instant;

/**
 * What happened in a period.
 *
 * @param start when it begins, or the window does
 * @param end the first instant after it or the window
 * @param arrivals tickets first seen in it
 * @param resolutions tickets resolved in it
 * @param unresolvedAtEnd tickets first seen before its end and not resolved before it
 */
public record TrendBucket(
    Instant start, Instant end, long arrivals, long resolutions, long unresolvedAtEnd) {}
