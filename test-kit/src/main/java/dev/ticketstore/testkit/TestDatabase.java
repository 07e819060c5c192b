package dev.ticketstore.testkit;

import dev.ticketstore.TicketStoreBuilder;

/** A database that a test has for itself. */
interface TestDatabase {

  /** Makes an empty one. */
  void create();

  /** A store on it. */
  TicketStoreBuilder connect(TicketStoreBuilder builder);

  /** Removes it. All stores on it are closed. */
  void drop();
}
