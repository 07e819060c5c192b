package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.SchemaStatus;
import java.time.Duration;

/** Applies a {@link SchemaPolicy}. It must not decide which. */
public final class SchemaSetup {

  private SchemaSetup() {}

  /**
   * Applies a policy.
   *
   * @param timeout of the store: how long to wait for the answer whether anything is to do
   * @param lockTimeout how long to wait for another migration
   * @throws DatabaseException if the schema is not what this library needs
   */
  public static void apply(
      SchemaPolicy policy, Database database, Duration timeout, Duration lockTimeout) {
    SchemaMigrator migrator =
        SchemaMigrator.of(database.migrating())
            .withTimeout(PostgresDialect.networkTimeout(timeout))
            .withLockTimeout(lockTimeout);
    try {
      switch (policy) {
        case UPDATE -> migrator.update();
        case VALIDATE -> migrator.validate();
        case NONE -> {}
      }
    } catch (SchemaException e) {
      throw ErrorTranslation.schema(e);
    }
  }

  /**
   * Compares the schema with that of this library. Changes nothing, and waits for no writer.
   *
   * @throws DatabaseException if the database does not answer
   */
  public static SchemaStatus status(Database database) {
    try {
      return SchemaMigrator.of(database.reader()).status();
    } catch (SchemaException e) {
      throw ErrorTranslation.schema(e);
    }
  }
}
