/** Migrating, adopting and copying databases. */
@NullMarked
package dev.ticketstore.tests.migration;

import org.jspecify.annotations.NullMarked;
