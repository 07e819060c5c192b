package dev.ticketstore.tests.costs;

import java.util.Map;
import java.util.function.IntConsumer;

/** Measures what one call costs, by making it a number of times. */
interface Meter {

  /** The values of columns of the table, by their names. */
  Map<String, String> measure(int calls, IntConsumer call);
}
