/** The change feed: all events in the order of commits, and the wait for new ones. */
@NullMarked
package dev.ticketstore.internal.changes;

import org.jspecify.annotations.NullMarked;
