package dev.ticketstore.analytics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Unresolved tickets of an age.
 *
 * @param from the least age
 * @param to the age of the next band, or null for the last one
 * @param tickets how many there are
 * @param unacknowledged those of them that had not been acknowledged
 */
public record AgeBand(Duration from, @Nullable Duration to, long tickets, long unacknowledged) {}
