/** Copies one store into another, and compares both. */
@NullMarked
package dev.ticketstore.internal.copy;

import org.jspecify.annotations.NullMarked;
