package dev.ticketstore.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketStore;
import dev.ticketstore.contract.NeedsOwner;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.schema.SchemaMigrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What opening a store does about the schema. */
class SchemaPolicyTest extends TicketStoreContract {

  private static final String CHANGE =
      "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
          + " values ('%s', '%s', '%s', '2026-01-24 00:00:00', 1000, 'EXECUTED')";

  private void assertRefused(TestDatabase database, SchemaPolicy policy, Reason reason) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> database.store().schemaPolicy(policy).open())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(e.isRetryable()).isFalse());
  }

  private static List<String> tables(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return database.dsl(connection).meta().getTables().stream()
          .map(Table::getName)
          .map(name -> name.toLowerCase(Locale.ROOT))
          .toList();
    }
  }

  @Test
  void updateMakesTheSchemaAndDoesNothingTheSecondTime() throws SQLException {
    TestDatabase empty = server.create();
    empty.store().schemaPolicy(SchemaPolicy.UPDATE).open().close();
    List<String> tables = tables(empty);

    empty.store().schemaPolicy(SchemaPolicy.UPDATE).open().close();

    assertThat(tables(empty)).contains("tickets").isEqualTo(tables);
  }

  @Test
  void validateOfAnEmptyDatabaseIsRefusedAndChangesNothing() throws SQLException {
    TestDatabase empty = server.create();
    List<String> tables = tables(empty);

    assertRefused(empty, SchemaPolicy.VALIDATE, Reason.SCHEMA_OLDER);

    assertThat(tables(empty)).isEqualTo(tables);
    empty.store().open().close();
  }

  @ParameterizedTest
  @EnumSource
  void upToDateDatabaseOpensWithEveryPolicy(SchemaPolicy policy) {
    Ticket ticket = store.observe(storeDown("a", NOW)).ticket();

    try (TicketStore other = database.store().schemaPolicy(policy).open()) {
      assertThat(other.find(ticket.id())).contains(ticket);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VALIDATE", "NONE"})
  @OnlyOn(value = SQLDialect.SQLITE, because = "a server makes no database by itself")
  void noFileIsMadeButByAnUpdate(SchemaPolicy policy) {
    TestDatabase missing = server.create();

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> missing.store().schemaPolicy(policy).open())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CANNOT_OPEN))
        .withMessageContaining("there is no file");
    assertThat(Path.of(missing.name())).doesNotExist();
  }

  @Test
  @OnlyOn(value = SQLDialect.POSTGRES, because = "SQLite makes no file for it")
  void withPolicyNoneAMissingSchemaShowsAtTheFirstCall() {
    try (TicketStore other = server.create().store().schemaPolicy(SchemaPolicy.NONE).open()) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> other.observe(storeDown("a", NOW)))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SCHEMA_OLDER));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE", "VALIDATE"})
  void databaseWithAnUnknownChangeOfOursIsNewer(SchemaPolicy policy) {
    database.execute(
        CHANGE.formatted(
            "from-the-future", "ticket-store", "dev/ticketstore/schema/changes/99-future.sql"));

    assertRefused(database, policy, Reason.SCHEMA_NEWER);
  }

  @Test
  void policyNoneDoesNotLookAtTheChanges() {
    database.execute(
        CHANGE.formatted(
            "from-the-future", "ticket-store", "dev/ticketstore/schema/changes/99-future.sql"));

    try (TicketStore other = database.store().schemaPolicy(SchemaPolicy.NONE).open()) {
      assertThat(other.observe(storeDown("a", NOW)).ticket().occurrenceCount()).isEqualTo(1);
      assertThat(other.schemaStatus().unknown()).singleElement().asString().contains("from-the");
    }
  }

  @Test
  void openStoreTellsWhichChangesAreMissing() {
    assertThat(store.schemaStatus().isUpToDate()).isTrue();

    database.execute("delete from databasechangelog where id = 'tickets-indexes'");

    assertThat(store.schemaStatus().pending())
        .containsExactly(
            "dev/ticketstore/schema/changes/01-tickets.sql::tickets-indexes::ticket-store");
  }

  @Test
  @OnlyOn(value = SQLDialect.SQLITE, because = "the lock of a migration there is that of a writer")
  void openingWaitsForAMigrationAsItsOwnTimeoutSays() throws SQLException {
    TestDatabase empty = server.create();
    Duration second = Duration.ofSeconds(1);
    try (Connection migrating = empty.connectForTransactions()) {
      migrating.setAutoCommit(false);
      SchemaMigrator.updateWithin(migrating);

      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(
              () -> empty.store().timeout(second.multipliedBy(60)).schemaLockTimeout(second).open())
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void changesOfAnotherApplicationAreNoneOfOurBusiness(SchemaPolicy policy) {
    database.execute(
        CHANGE.formatted("1", "somebody", "db/changelog/db.changelog-master.xml"),
        CHANGE.formatted("tickets-sqlite", "ticket-store", "db/tickets.sql"));

    database.store().schemaPolicy(policy).open().close();
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE", "VALIDATE"})
  void databaseWithAnEditedChangeIsInvalid(SchemaPolicy policy) {
    database.execute(
        "update databasechangelog set md5sum = '9:00000000000000000000000000000000'"
            + " where id = 'tickets-indexes'");

    assertRefused(database, policy, Reason.SCHEMA_INVALID);
  }

  @Test
  @NeedsOwner(because = "a writer does not migrate")
  void databaseThatLacksTheLastChangeIsOlderAndIsUpdated() {
    database.execute(
        "update databasechangelog set tag = 'before the last' where orderexecuted ="
            + " (select max(orderexecuted) - 1 from databasechangelog)");
    assertThat(SchemaMigrator.of(database.dataSource()).rollback("before the last")).hasSize(1);

    assertRefused(database, SchemaPolicy.VALIDATE, Reason.SCHEMA_OLDER);
    database.store().schemaPolicy(SchemaPolicy.UPDATE).open().close();
    database.store().schemaPolicy(SchemaPolicy.VALIDATE).open().close();
  }

  @Test
  @NeedsOwner(because = "a writer does not migrate")
  void databaseThatLacksAChangeBeforeOthersIsHalfMigratedAndIsUpdated() {
    String id = "resolved-is-final-" + (database.isSqlite() ? "sqlite" : "postgresql");
    database.execute(
        "drop trigger tickets_resolved_is_final" + (database.isSqlite() ? "" : " on tickets"),
        "delete from databasechangelog where id = '" + id + "'");
    if (database.isPostgres()) {
      database.execute("drop function tickets_resolved_is_final()");
    }

    assertRefused(database, SchemaPolicy.VALIDATE, Reason.SCHEMA_HALF_MIGRATED);
    database.store().schemaPolicy(SchemaPolicy.UPDATE).open().close();
    database.store().schemaPolicy(SchemaPolicy.VALIDATE).open().close();
  }
}
