/** Observations made at the same time share a commit. */
@NullMarked
package dev.ticketstore.internal.observe.commit;

import org.jspecify.annotations.NullMarked;
