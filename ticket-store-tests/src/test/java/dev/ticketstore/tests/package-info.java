/** The contract of the store, and what holds for all of the project. */
@NullMarked
package dev.ticketstore.tests;

import org.jspecify.annotations.NullMarked;
