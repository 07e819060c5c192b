package dev.ticketstore.analytics;

import dev.ticketstore.model.ResolvedBy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The tickets that were resolved in a certain way.
 *
 * @param resolvedBy by a person, a check cycle or another program; null if another program did not
 *     say
 * @param resolver the person, or the source of the cycle; null for none, or if the events of the
 *     tickets were purged
 * @param tickets how many they are
 * @param p50 the time from first seen to resolved that half of them do not exceed
 */
public record ResolverTotals(
    @Nullable ResolvedBy resolvedBy, @Nullable String resolver, long tickets, Duration p50) {}
