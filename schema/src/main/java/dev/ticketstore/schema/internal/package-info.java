/** How the migrator drives Liquibase. Not for callers. */
@NullMarked
package dev.ticketstore.schema.internal;

import org.jspecify.annotations.NullMarked;
