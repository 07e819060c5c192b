/** Removes what is older than a retention allows. */
@NullMarked
package dev.ticketstore.internal.retention;

import org.jspecify.annotations.NullMarked;
