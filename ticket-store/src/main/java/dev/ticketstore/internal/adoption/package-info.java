/** Takes over the database of the Python program in place. */
@NullMarked
package dev.ticketstore.internal.adoption;

import org.jspecify.annotations.NullMarked;
