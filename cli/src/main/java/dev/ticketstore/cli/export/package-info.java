/** Selections and formats of {@code tickets export}. */
@org.jspecify.annotations.NullMarked
package dev.ticketstore.cli.export;
