/** Tables, JSON and progress. */
@NullMarked
package dev.ticketstore.cli.output;

import org.jspecify.annotations.NullMarked;
