/** What each call costs, where that can be counted: statements, round trips, pages, bytes. */
@NullMarked
package dev.ticketstore.tests.costs;

import org.jspecify.annotations.NullMarked;
