/** The checks of {@code tickets doctor}, and the remedies. */
@NullMarked
package dev.ticketstore.cli.doctor;

import org.jspecify.annotations.NullMarked;
