/** Connections, transactions, statements and errors of SQLite and PostgreSQL. */
@NullMarked
package dev.ticketstore.internal.database;

import org.jspecify.annotations.NullMarked;
