/**
 * What the tests with faults share: work that writes down what it was told, and a check of that
 * against the database. The tests themselves are in {@code src/faults}.
 */
@NullMarked
package dev.ticketstore.tests.faults;

import org.jspecify.annotations.NullMarked;
