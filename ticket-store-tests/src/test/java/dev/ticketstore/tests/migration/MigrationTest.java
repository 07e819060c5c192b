package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.schema.RollbackPoint;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What the migrator applies, reports and refuses. */
@EveryDatabase
class MigrationTest {

  @Parameter DatabaseServer server;

  private TestDatabase database;
  private SchemaMigrator migrator;

  @BeforeEach
  void create() {
    database = server.create();
    migrator = Migrations.migrator(database);
  }

  @Test
  void firstUpdateAppliesAllInOrderAndSecondNothing() {
    List<String> pending = migrator.status().pending();

    assertThat(pending)
        .hasSizeGreaterThanOrEqualTo(4)
        .isSortedAccordingTo(Comparator.comparing(change -> change.split("::", 2)[0]))
        .allSatisfy(change -> assertThat(change).startsWith("dev/ticketstore/schema/changes/"));
    assertThat(migrator.update()).isEqualTo(pending);
    assertThat(migrator.status())
        .isEqualTo(new SchemaStatus(pending, List.of(), List.of(), List.of(), List.of(), false));
    assertThat(migrator.status().isUpToDate()).isTrue();
    migrator.validate();
    assertThat(migrator.update()).isEmpty();
  }

  @Test
  void lookingAtAnEmptyDatabaseLeavesItEmpty() throws Exception {
    SchemaStatus status = migrator.status();
    assertThat(status.isUpToDate()).isFalse();
    assertThat(status.applied()).isEmpty();
    assertRefused(Reason.OUTDATED, migrator::validate);

    assertThat(SchemaDump.tables(database)).isEmpty();
  }

  @Test
  void missingLastChangeIsOutdatedAndPending() throws Exception {
    List<String> all = migrator.update();
    String last = all.get(all.size() - 1);
    Migrations.liquibase(
        database, SchemaMigrator.CHANGELOG, liquibase -> liquibase.rollback(1, ""));

    assertThat(migrator.status().pending()).containsExactly(last);
    assertRefused(Reason.OUTDATED, migrator::validate);
    assertThat(migrator.update()).containsExactly(last);
  }

  @Test
  void changeOfANewerLibraryIsRefused() throws Exception {
    migrator.update();
    migrator.tag("before");
    insertChange("dev/ticketstore/schema/changes/99-later.sql");

    assertThat(migrator.status().unknown())
        .containsExactly("dev/ticketstore/schema/changes/99-later.sql::later::somebody");
    assertRefused(Reason.NEWER, migrator::validate);
    assertRefused(Reason.NEWER, migrator::update);
    assertRefused(Reason.NEWER, migrator::updateSql);
    assertRefused(Reason.NEWER, migrator::dryRun);
    assertRefused(Reason.NEWER, migrator::drift);
    assertRefused(Reason.NEWER, migrator::repair);
    assertRefused(Reason.NEWER, migrator::baseline);
    assertRefused(Reason.NEWER, () -> migrator.tag("other"));
    assertRefused(Reason.NEWER, () -> migrator.rollback("before"));
    assertRefused(Reason.NEWER, () -> migrator.rollbackSql("before"));
  }

  /** A store of this version works beside it, but only its own version can undo it. */
  @Test
  void compatibleChangeOfANewerLibraryIsNotUndone() throws Exception {
    migrator.update();
    migrator.tag("before");
    insertChange("dev/ticketstore/schema/changes/99-later.sql");
    execute("update databasechangelog set labels = 'expand' where id = 'later'");

    migrator.validate();
    assertThat(migrator.update()).isEmpty();
    assertRefused(Reason.NEWER, migrator::drift);
    assertRefused(Reason.NEWER, migrator::repair);
    assertRefused(Reason.NEWER, () -> migrator.tag("other"));
    assertRefused(Reason.NEWER, () -> migrator.rollback("before"));
    assertRefused(Reason.NEWER, () -> migrator.rollbackSql("before"));
  }

  @Test
  void aTableOfAnotherProgramIsRefused() throws Exception {
    execute("create table tickets (id integer)");

    assertRefused(Reason.FOREIGN, migrator::validate);
    assertRefused(Reason.FOREIGN, migrator::update);
    assertRefused(Reason.FOREIGN, migrator::updateSql);
    assertRefused(Reason.FOREIGN, migrator::dryRun);
    assertRefused(Reason.FOREIGN, migrator::drift);
  }

  @Test
  void editedChangeIsInvalid() throws Exception {
    migrator.update();
    execute(
        "update databasechangelog set md5sum = '9:00000000000000000000000000000000'"
            + " where id = 'tickets-indexes'");

    assertRefused(Reason.INVALID, migrator::validate);
    assertRefused(Reason.INVALID, migrator::update);
  }

  @Test
  void noLockIsLeftBehind() throws Exception {
    migrator.update();

    try (Connection connection = database.connect()) {
      assertThat(
              SchemaDump.column(
                  connection, "select count(*) from databasechangeloglock where locked"))
          .containsExactly("0");
    }
  }

  @Test
  void failedChangeLeavesNothingAndLetsTheNextProcessIn() throws Exception {
    List<String> pending = migrator.status().pending();
    execute("create table idx_tickets_episode (id integer primary key)");
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(Migrations.url(database));
    pool.setMaximumPoolSize(1);

    try (HikariDataSource connections = new HikariDataSource(pool)) {
      assertRefused(Reason.FAILED, SchemaMigrator.of(connections)::update);
      assertThat(SchemaDump.tables(database)).containsExactly("idx_tickets_episode");
      // The connection lives on: a lock that it kept would last.
      execute("drop table idx_tickets_episode");
      assertThat(migrator.update()).isEqualTo(pending);
      assertThat(SchemaMigrator.of(connections).update()).isEmpty();
    }
  }

  private static Consumer<String> failAt(String change) {
    return applied -> {
      if (applied.equals(change)) {
        throw new IllegalStateException("the caller gives up");
      }
    };
  }

  /** Each in a transaction of its own, so that no lock of a table is held for longer. */
  @Test
  void changesOfADatabaseInUseStayUpToTheOneThatFailed() {
    List<String> all = migrator.update();
    migrator.rollback(new RollbackPoint.Count(3));
    List<String> pending = migrator.status().pending();

    assertThatThrownBy(migrator.withProgress(failAt(pending.get(2)))::update)
        .isInstanceOf(SchemaException.class)
        .hasMessageContainingAll(
            "the caller gives up",
            "Before it 2 change(s) were applied, last " + pending.get(1) + ":",
            "the next update continues");

    assertThat(migrator.status().pending()).containsExactly(pending.get(2));
    assertThat(migrator.update()).containsExactly(pending.get(2));
    assertThat(migrator.status().applied()).isEqualTo(all);
  }

  @Test
  void nothingOfAnUpdateOfANewDatabaseStaysIfAChangeFails() throws Exception {
    List<String> pending = migrator.status().pending();

    assertThatThrownBy(migrator.withProgress(failAt(pending.get(1)))::update)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("the caller gives up")
        .hasMessageNotContaining("Before it");

    assertThat(SchemaDump.tables(database)).isEmpty();
  }

  @Test
  void anUpdateWithinTheTransactionOfTheCallerEndsWithIt() throws Exception {
    List<String> pending = migrator.status().pending();
    try (Connection connection = database.connect()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(database.isSqlite() ? "begin immediate" : "begin");
        assertThat(SchemaMigrator.updateWithin(connection)).isEqualTo(pending);
        assertThat(SchemaMigrator.updateWithin(connection)).isEmpty();
        statement.execute("rollback");
      }
    }

    assertThat(SchemaDump.tables(database)).isEmpty();
  }

  @Test
  void changesOfOtherApplicationsAreTheirOwn() throws Exception {
    Migrations.liquibase(
        database, "schema/other-application.sql", liquibase -> liquibase.update(""));
    migrator.update();
    insertChange("com/example/later.sql");

    assertThat(migrator.status().unknown()).isEmpty();
    assertThat(migrator.status().applied())
        .noneMatch(change -> change.contains("other-application"));
    migrator.validate();
    assertThat(migrator.update()).isEmpty();
    try (Connection connection = database.connect()) {
      assertThat(SchemaDump.column(connection, "select name from other_table"))
          .containsExactly("kept");
      assertThat(
              SchemaDump.column(
                  connection,
                  "select filename from databasechangelog"
                      + " where filename not like 'dev/ticketstore/%' order by 1"))
          .containsExactly("com/example/later.sql", "schema/other-application.sql");
    }
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SchemaException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }

  private void insertChange(String file) throws SQLException {
    execute(
        "insert into databasechangelog"
            + " (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)"
            + " values ('later', 'somebody', '"
            + file
            + "', current_timestamp, 99, 'EXECUTED', '9:00000000000000000000000000000000')");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
