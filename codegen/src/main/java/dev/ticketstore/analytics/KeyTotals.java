package dev.ticketstore.analytics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a key did in a window.
 *
 * @param violationKey the key
 * @param invariantName its check
 * @param storeId its store, or null for the whole cluster
 * @param episodes tickets first seen in the window
 * @param unresolved those of them that are unresolved
 * @param occurrences observations counted on them, also after the window
 * @param time how long they were unresolved, up to the end of the window
 */
public record KeyTotals(
    String violationKey,
    String invariantName,
    @Nullable String storeId,
    long episodes,
    long unresolved,
    long occurrences,
    Duration time) {}
