package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;

/**
 * Whether Liquibase is on the class path. A database that is up to date needs none. Must not
 * mention a class of Liquibase, nor must what is called before {@link #require}.
 */
final class LiquibaseLibrary {

  private LiquibaseLibrary() {}

  /**
   * Does nothing where Liquibase can be loaded.
   *
   * @throws SchemaException {@link Reason#MISSING_LIBRARY} where it cannot
   */
  static void require() {
    try {
      Class.forName("liquibase.Liquibase", false, LiquibaseLibrary.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new SchemaException(
          Reason.MISSING_LIBRARY,
          "Changing or comparing a schema needs Liquibase: add org.liquibase:liquibase-core to the class path.",
          e);
    }
  }
}
