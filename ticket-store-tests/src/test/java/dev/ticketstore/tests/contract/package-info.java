/** The behaviour that every database must have. */
@NullMarked
package dev.ticketstore.tests.contract;

import org.jspecify.annotations.NullMarked;
