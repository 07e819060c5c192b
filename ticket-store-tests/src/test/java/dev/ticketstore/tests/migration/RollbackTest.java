package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.contract.DatabaseServer;
import dev.ticketstore.contract.EveryDatabase;
import dev.ticketstore.contract.TestDatabase;
import dev.ticketstore.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** Each change can be taken back with tickets in the table, and applied again. */
@EveryDatabase
class RollbackTest {

  private static final String ROWS =
      "select id || ' ' || violation_key || ' ' || status || ' ' || message from tickets order by id";

  @Parameter DatabaseServer server;

  @Test
  void eachChangeRollsBackToTheSchemaBeforeIt() throws Exception {
    TestDatabase database = server.create();
    int changes = Migrations.migrator(database).status().pending().size();
    List<String> schemas = new ArrayList<>(List.of(SchemaDump.of(database)));
    Migrations.liquibase(
        database,
        SchemaMigrator.CHANGELOG,
        liquibase -> {
          for (int i = 0; i < changes; i++) {
            liquibase.update(1, "");
            schemas.add(SchemaDump.of(database));
          }
        });
    Migrations.migrator(database).validate();
    // The last change makes the comments, which are not in a dump; ColumnCommentsTest has them.
    assertThat(Set.copyOf(schemas)).hasSize(schemas.size() - (database.isPostgres() ? 1 : 0));
    insertTickets(database);

    Migrations.liquibase(
        database,
        SchemaMigrator.CHANGELOG,
        liquibase -> {
          for (int before = changes - 1; before >= 0; before--) {
            liquibase.rollback(1, "");
            assertThat(SchemaDump.of(database)).isEqualTo(schemas.get(before));
            if (before > 0) {
              try (Connection connection = database.connect()) {
                assertThat(SchemaDump.column(connection, ROWS))
                    .containsExactly("1 a:s resolved it''s", "2 a:s open again");
              }
            }
          }
        });

    assertThat(Migrations.migrator(database).update()).hasSize(changes);
    assertThat(SchemaDump.of(database)).isEqualTo(schemas.get(changes));
  }

  private static void insertTickets(TestDatabase database) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into tickets (violation_key, invariant_name, store_id, status, first_seen_at, last_seen_at, message)
          values ('a:s', 'a', 's', 'resolved', '2026-01-24T23:08:17Z', '2026-01-24T23:08:17Z', 'it''''s'),
              ('a:s', 'a', 's', 'open', '2026-01-24T23:08:17Z', '2026-01-24T23:08:17Z', 'again')
          """);
    }
  }
}
