/** Traps, errors and types that are particular to a database. */
@NullMarked
package dev.ticketstore.tests.databases;

import org.jspecify.annotations.NullMarked;
