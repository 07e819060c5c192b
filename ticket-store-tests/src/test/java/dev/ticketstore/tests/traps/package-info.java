/** What databases, drivers and jOOQ are known to get wrong must not reach the store's callers. */
@NullMarked
package dev.ticketstore.tests.traps;

import org.jspecify.annotations.NullMarked;
