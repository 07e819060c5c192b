/** How the store works. Not for callers: it changes without notice. */
@NullMarked
package dev.ticketstore.internal;

import org.jspecify.annotations.NullMarked;
