package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.schema.AppliedChange;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaLock;
import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each verb of the migrator. */
class SchemaVerbsTest extends MigrationContract {

  private static final String COUNT_TABLES_SQLITE = "select count(*) from sqlite_master";
  private static final String COUNT_TABLES_POSTGRES =
      "select count(*) from pg_class where relnamespace = 'public'::regnamespace";

  private String objects() throws SQLException {
    return query(database.isSqlite() ? COUNT_TABLES_SQLITE : COUNT_TABLES_POSTGRES);
  }

  private static void assertReason(ThrowingCallable call, Reason reason, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SchemaException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContainingAll(words);
  }

  @Test
  void updateSqlPrintsAllAndChangesNothing() throws SQLException {
    String sql = migrator.updateSql();

    assertThat(sql)
        .containsIgnoringCase("create table tickets")
        .contains("idx_tickets_open_violation");
    assertThat(objects()).isEqualTo("0");
  }

  @Test
  void dryRunNamesWhatWouldBeAppliedAndChangesNothing() throws SQLException {
    List<String> pending = migrator.status().pending();

    assertThat(migrator.dryRun()).isEqualTo(pending).isNotEmpty();

    assertThat(objects()).isEqualTo("0");
  }

  @Test
  void dryRunFindsThatTheSchemaWouldNotBeAsMeant() throws SQLException {
    execute("create table other_thing (id integer)");

    assertReason(migrator::dryRun, Reason.INVALID, "other_thing");
  }

  @Test
  void updateOfAnUpToDateDatabaseAppliesNothing() {
    assertThat(migrator.update()).isNotEmpty();

    assertThat(migrator.update()).isEmpty();
    assertThat(migrator.status().isUpToDate()).isTrue();
  }

  @Test
  void progressNamesEachChangeAsItIsApplied() {
    List<String> told = new ArrayList<>();

    List<String> applied = migrator.withProgress(told::add).update();

    assertThat(told).isEqualTo(applied).isNotEmpty();
  }

  @Test
  void aDatabaseThatIsKeptFromReadersIsLocked() throws SQLException {
    // Not a store's: in a file with a write-ahead log nothing keeps readers out.
    migrator.update();
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      statement.execute(database.isSqlite() ? "begin exclusive" : "begin");
      if (database.isPostgres()) {
        statement.execute("lock table databasechangelog in access exclusive mode");
        String waiting = database.url() + "?options=-c%20lock_timeout=100";
        assertReason(
            () -> migrator(waiting, database.user(), database.password()).status(),
            Reason.LOCKED,
            "Another process");
      } else {
        assertReason(
            () -> SchemaMigrator.of(database.url() + "?busy_timeout=100").status(),
            Reason.LOCKED,
            "Another process");
      }
      statement.execute("rollback");
    }
  }

  @Test
  void historyIsInOrderAndTagNamesTheNewestOnly() {
    List<String> applied = migrator.update();

    migrator.tag("one");

    assertThat(migrator.history()).extracting(AppliedChange::name).isEqualTo(applied);
    assertThat(migrator.history())
        .extracting(AppliedChange::tag)
        .containsOnlyOnce("one")
        .last()
        .isEqualTo("one");
  }

  @Test
  void rollbackUndoesWhatCameAfterTheTagAndUpdateDoesItAgain() throws SQLException {
    List<String> applied = migrator.update();
    List<String> lastTwo = applied.subList(applied.size() - 2, applied.size());
    String third = lastTwo.get(0).split("::", -1)[1];
    execute(
        "update databasechangelog set tag = 'before' where orderexecuted = (select orderexecuted - 1"
            + " from databasechangelog where id = '"
            + third
            + "')");

    assertThat(migrator.rollbackSql("before")).containsIgnoringCase("drop");
    assertThat(migrator.status().pending()).isEmpty();
    assertThat(migrator.rollback("before")).containsExactly(lastTwo.get(1), lastTwo.get(0));
    assertThat(migrator.status().pending()).isEqualTo(lastTwo);
    assertThat(migrator.update()).isEqualTo(lastTwo);
    assertThat(migrator.drift()).isEmpty();
  }

  @Test
  void rollbackToAnUnknownTagIsRefused() {
    createMigratedDatabase();

    assertReason(() -> migrator.rollback("nowhere"), Reason.UNKNOWN_TAG, "nowhere", "history");
  }

  @Test
  void tagNeedsAnAppliedChange() {
    assertReason(() -> migrator.tag("one"), Reason.OUTDATED, "tickets schema update");
  }

  @Test
  void databasesThatAreNotUpToDateAreToldApart() throws SQLException {
    assertReason(migrator::validate, Reason.OUTDATED, "tickets schema update");
    migrator.update();

    execute("delete from databasechangelog where id = 'check-cycles-indexes'");
    assertReason(migrator::validate, Reason.HALF_MIGRATED, "tickets schema update");
    execute("drop index idx_check_cycles_batch_key");
    assertThat(migrator.update()).hasSize(1);

    execute("update databasechangelog set md5sum = '9:0' where id = 'check-cycles-indexes'");
    assertReason(migrator::validate, Reason.INVALID, "check-cycles-indexes", "repair");
    assertReason(migrator::update, Reason.INVALID, "check-cycles-indexes");

    execute(
        "update databasechangelog set id = 'from-the-future',"
            + " filename = 'dev/ticketstore/schema/changes/99-later.sql' where id = 'check-cycles-indexes'");
    assertReason(migrator::validate, Reason.NEWER, "from-the-future", "--version");
    assertReason(migrator::update, Reason.NEWER, "from-the-future");
    assertReason(() -> migrator.tag("one"), Reason.NEWER, "from-the-future");
    assertReason(migrator::repair, Reason.NEWER, "from-the-future");
    assertReason(migrator::baseline, Reason.NEWER, "from-the-future");
  }

  @Test
  void aTableOfAnotherProgramIsForeign() throws SQLException {
    execute("create table tickets (id integer)");

    assertReason(migrator::validate, Reason.FOREIGN, "adopt");
    assertReason(migrator::update, Reason.FOREIGN, "adopt");
    assertThat(query("select count(*) from tickets")).isEqualTo("0");
  }

  @Test
  void aMigrationThatRunsKeepsOthersWaitingAndIsNamed() throws SQLException {
    createMigratedDatabase();
    execute("delete from databasechangelog where id = 'check-cycles-indexes'");
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      statement.execute(database.isSqlite() ? "begin immediate" : "begin");
      if (database.isPostgres()) {
        statement.execute("select pg_advisory_xact_lock(" + 0x7469636b65747331L + ")");
        assertThat(migrator.listLocks())
            .extracting(SchemaLock::kind, SchemaLock::alive)
            .containsExactly(tuple(SchemaLock.Kind.MIGRATION, true));
        assertReason(migrator::releaseLocks, Reason.LOCKED, "still connected");
      }
      assertReason(migrator::update, Reason.LOCKED, "list-locks");
      statement.execute("rollback");
    }
    execute("drop index idx_check_cycles_batch_key");
    assertThat(migrator.update()).hasSize(1);
    assertThat(migrator.listLocks()).isEmpty();
  }

  @Test
  void aLockThatAKilledLiquibaseLeftIsShownAndReleased() throws SQLException {
    createMigratedDatabase();
    execute(
        "drop index idx_check_cycles_batch_key",
        "delete from databasechangelog where id = 'check-cycles-indexes'",
        "update databasechangeloglock set locked = true, lockedby = 'elsewhere (10.1.2.3)',"
            + " lockgranted = '2026-01-24 23:08:17'");

    assertReason(migrator::update, Reason.LOCKED, "elsewhere (10.1.2.3)", "release-locks");
    assertThat(migrator.listLocks())
        .extracting(SchemaLock::holder, SchemaLock::alive)
        .containsExactly(tuple("elsewhere (10.1.2.3)", database.isSqlite() ? null : false));

    assertThat(migrator.releaseLocks()).hasSize(1);
    assertThat(migrator.listLocks()).isEmpty();
    assertThat(migrator.update()).hasSize(1);
  }

  @Test
  void aLockOfALiquibaseThatIsStillConnectedIsNotReleased() throws SQLException {
    createMigratedDatabase();
    // Not always 127.0.0.1: a server in a container sees the address of its gateway.
    String here =
        "here ("
            + (database.isSqlite() ? "127.0.0.1" : query("select host(inet_client_addr())"))
            + ")";
    execute(
        "update databasechangeloglock set locked = true, lockedby = '"
            + here
            + "', lockgranted = '2026-01-24 23:08:17'");

    try (Connection holder = database.connect()) {
      assertThat(holder.isClosed()).isFalse();
      assertThat(migrator.listLocks())
          .extracting(SchemaLock::holder, SchemaLock::alive)
          .containsExactly(tuple(here, database.isSqlite() ? null : true));
      if (database.isPostgres()) {
        assertReason(migrator::releaseLocks, Reason.LOCKED, here, "still connected");
      }
    }
    awaitNoOther();

    assertThat(migrator.releaseLocks()).hasSize(1);
  }

  /** A server may take a moment to notice that a connection was closed. */
  private void awaitNoOther() throws SQLException {
    while (database.isPostgres()
        && !query(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid() and backend_type = 'client backend'")
            .equals("0")) {
      Thread.onSpinWait();
    }
  }
}
