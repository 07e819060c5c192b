/** The work of a store as meters of Micrometer. */
@NullMarked
package dev.ticketstore.micrometer;

import org.jspecify.annotations.NullMarked;
