/** What is particular to a database: its traps, its errors and its types. */
@NullMarked
package dev.ticketstore.tests.databases;

import org.jspecify.annotations.NullMarked;
