package dev.ticketstore;

/**
 * The effect of a step on one ticket.
 *
 * @param ticket the ticket after the call
 * @param changed false if it was so already, and nothing has been written
 */
public record StepResult(Ticket ticket, boolean changed) {}
