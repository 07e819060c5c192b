package dev.ticketstore;

/**
 * How many rows a purge removed, or would remove.
 *
 * @param tickets resolved tickets, without their events and what they absorbed
 * @param events of tickets that stay
 * @param observationIds observation ids
 * @param cycles check cycles
 */
public record PurgeReport(long tickets, long events, long observationIds, long cycles) {}
