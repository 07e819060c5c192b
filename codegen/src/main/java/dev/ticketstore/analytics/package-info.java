/** Questions to the tickets, for jobs that have the generated tables alone. */
@NullMarked
package dev.ticketstore.analytics;

import org.jspecify.annotations.NullMarked;
