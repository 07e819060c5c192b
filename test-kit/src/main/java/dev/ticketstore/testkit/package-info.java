/** A store for each test, a clock that the test moves, and assertions on tickets. */
@NullMarked
package dev.ticketstore.testkit;

import org.jspecify.annotations.NullMarked;
