/** Runs all that the documentation shows. */
@NullMarked
package dev.ticketstore.tests.documentation;

import org.jspecify.annotations.NullMarked;
