package dev.ticketstore.spring;

import dev.ticketstore.TicketStoreBuilder;

/**
 * A bean that sets options which have no property, such as the clock, before the store is opened.
 * Several are called in their order ({@link org.springframework.core.annotation.Order}), after the
 * properties.
 *
 * <p>It must not need a bean that uses the database, such as a {@code JdbcTemplate}: those wait for
 * the store.
 */
@FunctionalInterface
public interface TicketStoreBuilderCustomizer {

  /** Changes the options of the store. An exception from it ends the start of the application. */
  void customize(TicketStoreBuilder builder);
}
