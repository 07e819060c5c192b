/** The verbs of {@code tickets schema}. */
@NullMarked
package dev.ticketstore.cli.schema;

import org.jspecify.annotations.NullMarked;
