/** Where the generated tables come from. A part of the build only, which no artifact depends on. */
@NullMarked
package dev.ticketstore.codegen;

import org.jspecify.annotations.NullMarked;
