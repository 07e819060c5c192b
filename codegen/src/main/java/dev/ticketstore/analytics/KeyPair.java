package dev.ticketstore.analytics;

/**
 * Two keys that check cycles reported together.
 *
 * @param first the key that sorts first
 * @param second the other key
 * @param together cycles that reported both
 * @param firstAlone cycles that reported the first without the second
 * @param secondAlone cycles that reported the second without the first
 */
public record KeyPair(
    String first, String second, long together, long firstAlone, long secondAlone) {}
