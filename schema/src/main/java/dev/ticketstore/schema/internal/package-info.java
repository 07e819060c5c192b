/** The work of the migrator, and its only use of Liquibase. Not for callers. */
@NullMarked
package dev.ticketstore.schema.internal;

import org.jspecify.annotations.NullMarked;
