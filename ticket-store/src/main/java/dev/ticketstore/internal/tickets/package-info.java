/** Rows of tickets: read, listed, changed step by step, and their history. */
@NullMarked
package dev.ticketstore.internal.tickets;

import org.jspecify.annotations.NullMarked;
