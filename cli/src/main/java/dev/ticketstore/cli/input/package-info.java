/** Arguments, and lines of NDJSON. */
@NullMarked
package dev.ticketstore.cli.input;

import org.jspecify.annotations.NullMarked;
