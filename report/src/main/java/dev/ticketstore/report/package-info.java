/**
 * A page of what happened to the tickets of a store, for people who would rather look than read.
 */
@NullMarked
package dev.ticketstore.report;

import org.jspecify.annotations.NullMarked;
