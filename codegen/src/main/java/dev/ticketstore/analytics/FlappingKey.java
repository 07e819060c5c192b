package dev.ticketstore.analytics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A key that came back soon after it had been resolved.
 *
 * @param violationKey the key
 * @param invariantName its check
 * @param storeId its store, or null for the whole cluster
 * @param returns tickets first seen in the window, each soon after the resolution of the one before
 * @param shortestGap the least time from a resolution to the next ticket
 */
public record FlappingKey(
    String violationKey,
    String invariantName,
    @Nullable String storeId,
    long returns,
    Duration shortestGap) {}
