package dev.ticketstore.tests.migration;

import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.util.Map;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Ways to migrate a database of a test. */
final class Migrations {

  private Migrations() {}

  /** A URL that needs nothing beside it. */
  static String url(TestDatabase database) {
    return database.isSqlite()
        ? database.url()
        : database.url() + "?user=" + database.user() + "&password=" + database.password();
  }

  /** The migrator of the library. */
  static SchemaMigrator migrator(TestDatabase database) {
    return SchemaMigrator.of(url(database));
  }

  /** Liquibase itself, as its users run it. */
  static void liquibase(TestDatabase database, String changelog, Work work) throws Exception {
    Scope.child(
        Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", false),
        () -> {
          try (Connection connection = database.connect();
              Liquibase liquibase =
                  new Liquibase(
                      changelog,
                      new ClassLoaderResourceAccessor(),
                      new JdbcConnection(connection))) {
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            work.with(liquibase);
          }
          return null;
        });
  }

  interface Work {
    void with(Liquibase liquibase) throws Exception;
  }
}
