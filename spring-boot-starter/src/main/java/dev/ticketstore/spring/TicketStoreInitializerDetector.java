package dev.ticketstore.spring;

import dev.ticketstore.TicketStore;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/**
 * Names stores as beans that initialize a database, so that Spring Boot makes them before beans
 * that use it, and after the migrations of the application's own.
 */
final class TicketStoreInitializerDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

  @Override
  protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
    return Set.of(TicketStore.class);
  }

  /** After Liquibase (0) and Flyway (1), before scripts such as {@code data.sql}. */
  @Override
  public int getOrder() {
    return 100;
  }
}
