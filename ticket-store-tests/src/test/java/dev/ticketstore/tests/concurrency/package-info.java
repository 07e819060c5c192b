/** Many threads and processes on one database. */
@NullMarked
package dev.ticketstore.tests.concurrency;

import org.jspecify.annotations.NullMarked;
