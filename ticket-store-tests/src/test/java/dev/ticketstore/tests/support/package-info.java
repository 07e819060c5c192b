/** Databases, clocks, processes and threads for tests. */
@NullMarked
package dev.ticketstore.tests.support;

import org.jspecify.annotations.NullMarked;
