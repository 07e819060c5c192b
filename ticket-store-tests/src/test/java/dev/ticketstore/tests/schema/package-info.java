/** The schema and its migrations. */
@NullMarked
package dev.ticketstore.tests.schema;

import org.jspecify.annotations.NullMarked;
