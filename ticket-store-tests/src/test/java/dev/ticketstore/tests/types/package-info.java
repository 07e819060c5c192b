/** The generated tables on each database. */
@NullMarked
package dev.ticketstore.tests.types;

import org.jspecify.annotations.NullMarked;
