package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;

/** Liquibase itself, pointed at the changelog of the jar, makes the same schema. */
class StockLiquibaseTest extends MigrationContract {

  private void updateWithLiquibase() throws Exception {
    try (Connection connection = database.connect()) {
      new Liquibase(
              SchemaMigrator.CHANGELOG,
              new ClassLoaderResourceAccessor(),
              DatabaseFactory.getInstance()
                  .findCorrectDatabaseImplementation(new JdbcConnection(connection)))
          .update(new Contexts());
    }
  }

  @Test
  void bringsADatabaseToTheIdenticalSchema() throws Exception {
    updateWithLiquibase();

    assertThat(migrator.status().isUpToDate()).isTrue();
    assertThat(migrator.drift()).isEmpty();
    assertThat(migrator.update()).isEmpty();
  }

  @Test
  void findsNothingToDoAfterTheMigrator() throws Exception {
    migrator.update();
    var history = migrator.history();

    updateWithLiquibase();

    assertThat(migrator.history()).isEqualTo(history);
  }
}
