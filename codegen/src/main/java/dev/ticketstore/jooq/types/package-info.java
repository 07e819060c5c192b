/** The types of the generated columns, and how each database stores them. */
@NullMarked
package dev.ticketstore.jooq.types;

import org.jspecify.annotations.NullMarked;
