package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ticketstore.schema.RollbackPoint;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.tests.support.BreakingDataSource;
import dev.ticketstore.tests.support.BreakingDataSource.Fault;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure speaks of the objects of its user and of the next step. */
class SchemaMessagesTest extends MigrationContract {

  static void assertSays(Reason reason, ThrowingCallable call, String... words) {
    SchemaException thrown = catchThrowableOfType(SchemaException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
    assertThat(thrown)
        .hasMessageContainingAll(words)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("liquibase.", "Exception", "java.", "org.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check_cycles", "observation_ids", "cycle_observations"})
  void aTableOfOurNameIsForeign(String table) throws SQLException {
    execute("create table " + table + " (id integer)");

    assertSays(Reason.FOREIGN, migrator::update, "`" + table + "` of another program", "rename it");
    assertSays(Reason.FOREIGN, migrator::validate, "`" + table + "`");
    assertThat(SchemaDump.tables(database)).containsExactly(table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"databasechangelog", "databasechangeloglock"})
  void aTableOfLiquibasesNameIsForeign(String table) throws SQLException {
    execute("create table " + table + " (id integer)");

    assertSays(Reason.FOREIGN, migrator::update, "`" + table + "` of another program", "rename it");
    assertThat(SchemaDump.tables(database)).containsExactly(table);
  }

  @Test
  void aChangeThatFailsIsNamed() throws SQLException {
    execute("create table idx_tickets_episode (id integer)");

    assertSays(
        Reason.FAILED,
        migrator::update,
        "idx_tickets_episode",
        "The change was dev/ticketstore/schema/changes/01-tickets.sql::tickets-indexes::",
        database.isSqlite() ? "rejected a statement" : "`tickets schema baseline`");
  }

  @Test
  void aRollbackThatFailsIsNamed() throws SQLException {
    createMigratedDatabase();
    int all = migrator.status().applied().size();
    execute("drop index idx_tickets_open_violation");

    assertSays(
        Reason.FAILED,
        () -> migrator.rollback(new RollbackPoint.Count(all)),
        "idx_tickets_open_violation",
        "::tickets-indexes::");
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
  void aBrokenCommitIsNotSaidToHaveChangedNothing(Fault fault) {
    createMigratedDatabase();
    BreakingDataSource breaking = new BreakingDataSource(database.dataSource());
    breaking.failNext(fault);

    assertSays(
        Reason.FAILED,
        () -> SchemaMigrator.of(breaking.dataSource()).tag("broken"),
        "all or nothing may have changed",
        "`tickets schema history`");

    assertThat(migrator.history().stream().anyMatch(change -> "broken".equals(change.tag())))
        .isEqualTo(fault == Fault.AFTER_COMMIT);
  }
}
