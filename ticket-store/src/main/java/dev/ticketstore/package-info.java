/**
 * A store for operations tickets: one unresolved ticket for each violation key, whatever races,
 * retries or restarts happen.
 *
 * <p>Start at {@link dev.ticketstore.TicketStore#open(String)}.
 */
@NullMarked
package dev.ticketstore;

import org.jspecify.annotations.NullMarked;
