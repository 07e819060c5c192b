/** The command {@code tickets}: a {@link dev.ticketstore.TicketStore} for people and scripts. */
@NullMarked
package dev.ticketstore.cli;

import org.jspecify.annotations.NullMarked;
