/** Check cycles: what they observed, what they resolve, and the log of those applied. */
@NullMarked
package dev.ticketstore.internal.cycles;

import org.jspecify.annotations.NullMarked;
