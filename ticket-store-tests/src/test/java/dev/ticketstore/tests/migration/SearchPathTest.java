package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which schema of PostgreSQL the migrator finds and makes the tables. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has one schema")
class SearchPathTest extends TicketStoreContract {

  private SchemaMigrator inSchemas(String searchPath) {
    return SchemaMigrator.of(Migrations.url(database) + "&currentSchema=" + searchPath);
  }

  private String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo-bar", "user", "with space", "MixedCase", "tickets", "others"})
  void aSchemaOfAnyNameIsMigratedAndCompared(String name) {
    database.execute("create schema " + quoted(name));
    String role = "schema_" + database.name();
    database.execute(
        "create role " + role + " login superuser password 'secret'",
        "alter role " + role + " set search_path = " + quoted(name));
    SchemaMigrator migrator = MigrationContract.migrator(database.url(), role, "secret");

    assertThat(migrator.update()).isNotEmpty();
    migrator.validate();
    assertThat(migrator.drift()).isEmpty();

    database.execute("drop index " + quoted(name) + ".idx_tickets_open_violation");
    assertThat(migrator.drift())
        .extracting(SchemaDifference::object)
        .containsExactly("index idx_tickets_open_violation");
  }

  /** The first schema of the path that has the tables counts, and nothing is made elsewhere. */
  @Test
  void tablesInALaterSchemaOfTheSearchPathAreTheStores() {
    database.execute(
        "create schema app",
        "create table app.databasechangelog (id text)",
        "create table app.databasechangeloglock (id text)",
        "delete from databasechangelog where id = 'check-cycles-indexes'",
        "drop index idx_check_cycles_batch_key");
    SchemaMigrator migrator = inSchemas("app,public");

    assertThat(migrator.status().pending()).hasSize(1);
    assertThat(migrator.listLocks()).isEmpty();
    assertThat(migrator.dryRun()).hasSize(1);
    assertThat(migrator.update()).hasSize(1);
    migrator.validate();
    migrator.tag("here");
    assertThat(migrator.drift()).isEmpty();
    assertThat(inSchemas("public").drift()).isEmpty();
  }

  @Test
  void newTablesComeIntoTheFirstSchemaOfTheSearchPath() {
    database.execute("create schema app", "drop schema public cascade", "create schema public");
    SchemaMigrator migrator = inSchemas("missing,app,public");

    migrator.update();

    assertThat(inSchemas("app").drift()).isEmpty();
    assertThat(inSchemas("public").status().applied()).isEmpty();
    assertThat(inSchemas("public,app").drift()).isEmpty();
  }

  @Test
  void aConnectionKeepsItsSearchPathAndTimeZone() throws Exception {
    database.execute("drop schema public cascade", "create schema public");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(Migrations.url(database) + "&currentSchema=missing,public");
    config.setMaximumPoolSize(1);
    config.setConnectionInitSql("set time zone 'Asia/Tokyo'");

    try (HikariDataSource pool = new HikariDataSource(config)) {
      SchemaMigrator migrator = SchemaMigrator.of(pool);
      assertThat(migrator.update()).isNotEmpty();
      assertThat(migrator.drift()).isEmpty();
      assertThat(migrator.history())
          .extracting(AppliedChange::executedAt)
          .allSatisfy(at -> assertThat(at).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES)));

      try (Connection connection = pool.getConnection()) {
        assertThat(
                SchemaDump.column(
                    connection,
                    "select current_setting('search_path') || ' ' || current_setting('TimeZone')"))
            .isEqualTo(List.of("missing,public Asia/Tokyo"));
      }
    }
  }
}
