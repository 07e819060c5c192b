/** What {@code tickets doctor} looks at, and what to do about what is wrong. */
@NullMarked
package dev.ticketstore.cli.doctor;

import org.jspecify.annotations.NullMarked;
