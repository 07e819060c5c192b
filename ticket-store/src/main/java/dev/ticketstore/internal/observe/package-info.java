/** From violations to the dedup upsert, and from its rows to outcomes. */
@NullMarked
package dev.ticketstore.internal.observe;

import org.jspecify.annotations.NullMarked;
