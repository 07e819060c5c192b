package dev.ticketstore.tests.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ticketstore.schema.SchemaBaseline;
import dev.ticketstore.schema.SchemaDifference;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import dev.ticketstore.schema.SchemaRepair;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checksums that differ, and schemas that were made by hand. */
class SchemaRepairTest extends MigrationContract {

  private static final String EDITED =
      "update databasechangelog set md5sum = '9:0' where id = 'check-cycles-indexes'";

  private List<String> all;

  @BeforeEach
  void migrate() {
    createMigratedDatabase();
    all = migrator.status().applied();
  }

  private void assertReason(Reason reason, String word) {
    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> migrator.validate())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .withMessageContainingAll("`tickets schema ", word);
  }

  @Test
  void nothingIsRepairedWhereNothingIsEdited() {
    assertThat(migrator.repair()).isEqualTo(new SchemaRepair(List.of(), List.of()));
  }

  /** Nothing to correct or to record: what differs is a matter of {@code drift}. */
  @Test
  void driftIsNoMatterWhereNothingIsEditedOrPending() throws SQLException {
    execute("drop index idx_check_cycles_batch_key");

    assertThat(migrator.repair()).isEqualTo(new SchemaRepair(List.of(), List.of()));
    assertThat(migrator.baseline()).isEqualTo(new SchemaBaseline(List.of(), List.of()));
  }

  /** Liquibase writes the version of its algorithm before the colon. */
  @Test
  void aChecksumOfAnotherAlgorithmIsNoEdit() throws SQLException {
    execute("update databasechangelog set md5sum = '8:0' where id = 'check-cycles-indexes'");

    migrator.validate();
    assertThat(migrator.status().changed()).isEmpty();

    execute("update databasechangelog set md5sum = null where id = 'check-cycles-indexes'");
    migrator.validate();
  }

  @Test
  void aChecksumIsCorrectedIfTheSchemaIsAsMeant() throws SQLException {
    String right = query("select md5sum from databasechangelog where id = 'check-cycles-indexes'");
    execute(EDITED, "alter table tickets add column runbook text");
    assertReason(Reason.INVALID, "schema repair`");

    SchemaRepair tried = migrator.repairDryRun();
    assertReason(Reason.INVALID, "check-cycles-indexes");
    assertThat(migrator.repair()).isEqualTo(tried);

    assertThat(tried.differences()).isEmpty();
    assertThat(tried.edited())
        .singleElement()
        .satisfies(
            edited -> {
              assertThat(edited.name()).contains("::check-cycles-indexes::");
              assertThat(edited.applied()).isEqualTo("9:0");
              assertThat(edited.released()).isEqualTo(right);
            });
    migrator.validate();
  }

  @Test
  void aSchemaThatDiffersIsShownAndNotRepaired() throws SQLException {
    execute(EDITED, "drop index idx_check_cycles_batch_key");

    SchemaRepair repair = migrator.repair();

    assertThat(repair.edited()).hasSize(1);
    assertThat(repair.differences())
        .extracting(SchemaDifference::object)
        .containsExactly("index idx_check_cycles_batch_key");
    assertReason(Reason.INVALID, "check-cycles-indexes");
  }

  @Test
  void pendingChangesStayPending() throws SQLException {
    execute(
        EDITED,
        "drop index idx_tickets_violation_time",
        "drop index idx_tickets_open_violation",
        "drop index idx_tickets_first_seen_at",
        "drop index idx_tickets_resolved_at",
        "drop index idx_tickets_episode",
        "delete from databasechangelog where id = 'tickets-indexes'");

    SchemaRepair repair = migrator.repair();

    assertThat(repair.edited()).hasSize(1);
    assertThat(repair.differences()).isEmpty();
    assertReason(Reason.HALF_MIGRATED, "update");
    assertThat(migrator.update()).hasSize(1);
    assertThat(migrator.drift()).isEmpty();
  }

  @Test
  void aSchemaMadeFromTheStatementsIsRecorded() throws SQLException {
    database.drop();
    createDatabase();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String part : statements(migrator.updateSql())) {
        statement.executeUpdate(part);
      }
    }
    assertReason(Reason.FOREIGN, "`tickets schema baseline`");

    assertThat(migrator.baseline()).isEqualTo(new SchemaBaseline(all, List.of()));

    migrator.validate();
    assertThat(migrator.drift()).isEmpty();
    assertThat(migrator.baseline()).isEqualTo(new SchemaBaseline(List.of(), List.of()));
    assertThat(migrator.update()).isEmpty();
  }

  /** As an administrator leaves them who keeps no tables of Liquibase. */
  private static List<String> statements(String script) {
    return List.of(script.split("(?m)^(?=--)", -1)).stream()
        .map(part -> part.replaceAll("(?m)^--.*$", "").strip())
        .map(
            part ->
                String.join(
                    "\n",
                    part.lines()
                        .filter(
                            line -> !line.toLowerCase(Locale.ROOT).contains("databasechangelog"))
                        .toList()))
        .filter(part -> !part.isBlank())
        .toList();
  }

  @Test
  void aSchemaThatIsNotAsTheChangesMeanIsNotRecorded() throws SQLException {
    execute(
        "drop table databasechangelog",
        "drop table databasechangeloglock",
        "drop index idx_tickets_violation_time");

    SchemaBaseline baseline = migrator.baseline();

    assertThat(baseline.recorded()).isEmpty();
    assertThat(baseline.differences())
        .extracting(SchemaDifference::object)
        .containsExactly("index idx_tickets_violation_time");
    assertReason(Reason.FOREIGN, "baseline");
  }

  @Test
  void anEmptyDatabaseHasNothingToRecord() {
    database.drop();
    createDatabase();

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> migrator.baseline())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OUTDATED));
  }
}
