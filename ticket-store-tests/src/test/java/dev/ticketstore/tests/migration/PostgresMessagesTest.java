package dev.ticketstore.tests.migration;

import static dev.ticketstore.tests.migration.SchemaMessagesTest.assertSays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.tests.support.PgBouncer;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the migrator says of roles, schemas, servers and poolers. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has none of these")
class PostgresMessagesTest extends TicketStoreContract {

  private SchemaMigrator at(String url) {
    return MigrationContract.migrator(url, database.user(), database.password());
  }

  @Test
  void aRoleWithoutPrivilegesIsToldOfThem() {
    String role = "nobody_of_" + database.name();
    database.execute("create role " + role + " login password 'secret'");
    SchemaMigrator migrator = MigrationContract.migrator(database.url(), role, "secret");

    assertSays(Reason.FAILED, migrator::validate, "lacks a privilege", "`tickets schema grants`");

    database.execute(DatabaseRole.READER.grants("public", role).toArray(String[]::new));
    migrator.validate();
    assertSays(Reason.FAILED, () -> migrator.tag("t"), "lacks a privilege", "owner of the tables");
  }

  @Test
  void aPasswordThatTheServerAsksForIsNamed() {
    String role = "asked_of_" + database.name();
    database.execute("create role " + role + " login in role checked password 'secret'");

    assertSays(
        Reason.FAILED,
        SchemaMigrator.of(database.url(), role, null)::validate,
        "credentials that are missing",
        "TICKETS_PASSWORD");
  }

  @Test
  void aSchemaThatLiquibaseCannotNameIsRefused() {
    database.execute("create schema \"we\"\"ird\"");
    SchemaMigrator migrator = at(database.url() + "?currentSchema=%22we%22%22ird%22");

    assertSays(Reason.FAILED, migrator::update, "schema \"we\"\"ird\"", "choose another schema");
    assertThat(migrator.status().applied()).isEmpty();
  }

  @Test
  void aSchemaThatIsNotThereIsNamed() {
    SchemaMigrator migrator = at(database.url() + "?currentSchema=nowhere");

    assertSays(Reason.FAILED, migrator::update, "The search path is nowhere", "create it");
    assertSays(Reason.FAILED, migrator::validate, "The search path is nowhere");
    assertSays(Reason.FAILED, migrator::drift, "The search path is nowhere");
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    assertSays(
        Reason.FAILED,
        at(database.url() + "_missing")::update,
        "does not exist: create it",
        database.name() + "_missing");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    assertSays(
        Reason.FAILED,
        at("jdbc:postgresql://localhost:1/x")::update,
        "cannot be reached",
        "localhost:1");
  }

  @Test
  void aStandbyIsReadOnly() {
    database.execute(
        "alter database " + database.name() + " set default_transaction_read_only = on");

    assertSays(Reason.FAILED, () -> at(database.url()).tag("t"), "migrate on the primary");
    assertThat(at(database.url()).drift()).isEmpty();
  }

  @Test
  void aPoolerInTheWrongModeIsNamed() {
    Assumptions.assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    try (PgBouncer statements = PgBouncer.before(database, "statement")) {
      assertSays(
          Reason.FAILED,
          () -> at(statements.url(database.url())).tag("t"),
          "pooler",
          "mode to transaction");
    }
  }

  @Test
  void aPoolerThatIgnoresTheSchemaIsNamed() {
    Assumptions.assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    database.execute("create schema elsewhere");
    try (PgBouncer ignoring =
        PgBouncer.before(database, "transaction", "ignore_startup_parameters = search_path")) {
      assertSays(
          Reason.FAILED,
          () -> at(ignoring.url(database.url()) + "?currentSchema=elsewhere").update(),
          "pooler ignores currentSchema",
          "search_path");
    }
  }
}
