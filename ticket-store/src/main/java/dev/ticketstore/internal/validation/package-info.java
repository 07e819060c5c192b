/** Refuses values that a database would refuse or change. */
@NullMarked
package dev.ticketstore.internal.validation;

import org.jspecify.annotations.NullMarked;
