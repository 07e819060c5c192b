/** What the documentation shows is so. */
@NullMarked
package dev.ticketstore.tests.documentation;

import org.jspecify.annotations.NullMarked;
