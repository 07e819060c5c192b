package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Violation;

/** Something that counts violations, for any number of callers at a time. */
interface Observer extends AutoCloseable {

  /** Counts one; it is committed when this returns, with the ticket. */
  Object observe(Violation violation) throws Exception;

  @Override
  void close() throws Exception;
}
