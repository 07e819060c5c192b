/** What every database must do. */
@NullMarked
package dev.ticketstore.tests.contract;

import org.jspecify.annotations.NullMarked;
