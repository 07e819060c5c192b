package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaDifference.Kind;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaMigrator;
import dev.ticketstore.tests.support.JdbcProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a comparison of the live schema finds, on every database. */
class SchemaDriftTest extends MigrationContract {

  @BeforeEach
  void migrate() {
    createMigratedDatabase();
  }

  private ListAssert<SchemaDifference> assertDrift() {
    return assertThat(migrator.drift());
  }

  @Test
  void aMigratedDatabaseHasNone() {
    assertDrift().isEmpty();
  }

  @Test
  void tellsWhatIsMissingChangedAndExtra() throws SQLException {
    execute(
        "drop index idx_tickets_open_violation",
        "create index idx_tickets_open_violation on tickets (violation_key)",
        "drop index idx_tickets_violation_time",
        database.isSqlite()
            ? "drop trigger tickets_resolved_is_final"
            : "drop trigger tickets_resolved_is_final on tickets",
        "alter table tickets add column note text");

    assertDrift()
        .extracting(SchemaDifference::kind, SchemaDifference::object)
        .containsExactlyInAnyOrder(
            tuple(Kind.CHANGED, "index idx_tickets_open_violation"),
            tuple(Kind.MISSING, "index idx_tickets_violation_time"),
            tuple(Kind.MISSING, "trigger tickets_resolved_is_final"),
            tuple(Kind.EXTRA, "column tickets.note"));
  }

  @Test
  void aTableOfOthersIsOneDifferenceWhateverIsInIt() throws SQLException {
    execute(
        "create table stray (id integer primary key, name text not null check (name <> ''))",
        "create index stray_names on stray (name)");

    assertDrift()
        .extracting(SchemaDifference::kind, SchemaDifference::object)
        .containsExactly(tuple(Kind.EXTRA, "table stray"));
  }

  @Test
  void aTriggerOnAViewIsDrift() throws SQLException {
    execute(
        database.isSqlite()
            ? "create trigger stray instead of delete on ticket_facts begin select 1; end"
            : "create trigger stray instead of delete on ticket_facts for each row"
                + " execute function tickets_resolved_is_final()");

    assertDrift()
        .extracting(SchemaDifference::kind, SchemaDifference::object)
        .containsExactly(tuple(Kind.EXTRA, "trigger stray"));
  }

  @Test
  void aLostCheckIsDrift() throws SQLException {
    if (database.isSqlite()) {
      execute(
          "pragma writable_schema = on",
          "update sqlite_master set sql = replace(sql, 'check (version >= 1)', 'check (1)') where name = 'tickets'");
    } else {
      execute("alter table tickets drop constraint tickets_version_check");
    }

    assertDrift()
        .extracting(SchemaDifference::object)
        .containsExactly("constraint tickets.tickets_version_check");
  }

  @Test
  void anEditedTriggerIsDrift() throws SQLException {
    if (database.isSqlite()) {
      execute(
          "drop trigger tickets_resolved_is_final",
          "create trigger tickets_resolved_is_final before update of status on tickets"
              + " when old.status = 'resolved' and new.status <> 'resolved' begin select 1; end");
    } else {
      execute(
          "create or replace function tickets_resolved_is_final() returns trigger language plpgsql as"
              + " 'begin return new; end'");
    }

    assertDrift()
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.kind()).isEqualTo(Kind.CHANGED);
              assertThat(difference.object())
                  .isEqualTo(
                      (database.isSqlite() ? "trigger " : "function ")
                          + "tickets_resolved_is_final"
                          + (database.isSqlite() ? "" : "()"));
              assertThat(difference.expected()).contains("a resolved ticket is final");
              assertThat(difference.actual()).doesNotContain("a resolved ticket is final");
            });
  }

  @Test
  void aDatabaseWithAnEditedChangeIsCompared() throws SQLException {
    execute(
        "update databasechangelog set md5sum = '9:0' where id = 'check-cycles-indexes'",
        "drop index idx_check_cycles_batch_key");

    assertDrift()
        .extracting(SchemaDifference::object)
        .containsExactly("index idx_check_cycles_batch_key");
  }

  /** SQLite rolls back by itself after some errors, and a server when a connection breaks. */
  @Test
  void theFirstFailureIsNamedAlsoIfUndoingFails() {
    DataSource source = database.dataSource();
    DataSource failing =
        JdbcProxy.of(
            DataSource.class,
            source,
            (method, arguments) ->
                method.getName().equals("getConnection")
                    ? failing(source.getConnection())
                    : JdbcProxy.invoke(source, method, arguments));

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> SchemaMigrator.of(failing).drift())
        .withMessageContaining("first failure");
  }

  /** A connection of which all fails once it reads one snapshot. */
  private static Connection failing(Connection connection) {
    AtomicBoolean reading = new AtomicBoolean();
    return JdbcProxy.of(
        Connection.class,
        connection,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement") && reading.get()) {
            throw new SQLException("first failure");
          }
          Object result = JdbcProxy.invoke(connection, method, arguments);
          return result instanceof Statement statement && method.getName().equals("createStatement")
              ? failing(statement, reading)
              : result;
        });
  }

  private static Statement failing(Statement statement, AtomicBoolean reading) {
    return JdbcProxy.of(
        Statement.class,
        statement,
        (method, arguments) -> {
          if (method.getName().equals("execute") && reading.get()) {
            throw new SQLException("second failure");
          }
          if (method.getName().equals("execute") && arguments[0].toString().startsWith("begin")) {
            reading.set(true);
          }
          return JdbcProxy.invoke(statement, method, arguments);
        });
  }
}
