/** The databases on which the contract runs. */
@NullMarked
package dev.ticketstore.tests.databases;

import org.jspecify.annotations.NullMarked;
