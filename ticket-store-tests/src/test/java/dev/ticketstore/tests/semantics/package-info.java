/** What the store promises beyond counting: history, exactly once, cycles, flapping, the feed. */
@NullMarked
package dev.ticketstore.tests.semantics;

import org.jspecify.annotations.NullMarked;
