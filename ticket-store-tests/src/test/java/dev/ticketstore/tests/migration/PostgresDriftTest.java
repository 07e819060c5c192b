package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.contract.OnlyOn;
import dev.ticketstore.contract.TicketStoreContract;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaDifference.Kind;
import dev.ticketstore.schema.SchemaMigrator;
import java.util.List;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a comparison finds in the roles and settings that only PostgreSQL has. */
@OnlyOn(value = SQLDialect.POSTGRES, because = "it has no roles and settings")
class PostgresDriftTest extends TicketStoreContract {

  private List<SchemaDifference> drift() {
    return Migrations.migrator(database).drift();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "create rule lost as on insert to tickets do instead nothing | rule tickets.lost",
        "create policy p on tickets for select using (held) | policy tickets.p",
        "alter table tickets enable row level security | setting tickets.row security",
        "alter table check_cycles owner to checked | setting check_cycles.owner",
        "alter table ticket_events replica identity full | setting ticket_events.replica identity",
        "alter table ticket_events set (fillfactor = 50) | setting ticket_events.fillfactor",
        "create function f() returns integer language sql as 'select 1' | function f()"
      })
  void anExtraSettingOrObjectIsFound(String statement, String object) {
    database.execute(statement);

    assertThat(drift()).extracting(SchemaDifference::object).containsExactly(object);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alter table tickets set (fillfactor = 100) | setting tickets.fillfactor",
        "alter table tickets disable trigger tickets_history_changed | trigger tickets_history_changed",
        "alter function tickets_history_opened() security definer | function tickets_history_opened()",
        "alter function tickets_history_opened() set search_path = pg_temp | function tickets_history_opened()",
        "alter table check_cycles alter column id set cache 5 | column check_cycles.id",
        "alter table check_cycles set unlogged | table check_cycles",
        "drop view cycle_observations; create view cycle_observations as select 1 as one | view cycle_observations"
      })
  void aChangeOfWhatTheStoreNeedsIsFound(String statement, String object) {
    database.execute(statement);

    assertThat(drift())
        .filteredOn(difference -> difference.kind() == Kind.CHANGED)
        .extracting(SchemaDifference::object)
        .contains(object);
  }

  @Test
  void aSequenceBehindTheIdsOfItsTableIsFound() {
    database.execute(
        "insert into tickets (id, violation_key, invariant_name, first_seen_at, last_seen_at, message)"
            + " values (17, 'a', 'a', now(), now(), 'm')");

    assertThat(drift())
        .containsExactly(
            new SchemaDifference(Kind.CHANGED, "sequence of tickets.id", "at least 17", "0"));

    database.execute("select setval(pg_get_serial_sequence('tickets', 'id'), 17)");
    assertThat(drift()).isEmpty();
  }

  @Test
  void objectsOfAnExtensionAreNoDifference() {
    database.execute("create extension pg_stat_statements");

    assertThat(drift()).isEmpty();
  }

  @Test
  void aRoleThatOnlyReadsCanCompareAndValidate() {
    String role = "reader_of_" + database.name();
    database.execute(
        "revoke all on schema public from public",
        "revoke all on database " + database.name() + " from public",
        "create role " + role + " login password 'secret'",
        "grant connect on database " + database.name() + " to " + role);
    database.execute(DatabaseRole.READER.grants("public", role).toArray(String[]::new));
    SchemaMigrator reader = MigrationContract.migrator(database.url(), role, "secret");

    reader.validate();
    assertThat(reader.drift()).isEmpty();
    database.execute("drop index idx_tickets_resolved_at");
    assertThat(reader.drift())
        .extracting(SchemaDifference::object)
        .containsExactly("index idx_tickets_resolved_at");
  }
}
