/** Reads the alerts that other programs send, and applies them to a store of tickets. */
@NullMarked
package dev.ticketstore.formats;

import org.jspecify.annotations.NullMarked;
