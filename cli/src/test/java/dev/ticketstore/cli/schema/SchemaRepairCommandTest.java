package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Corrects checksums, and records what was applied by hand. */
class SchemaRepairCommandTest extends SchemaCommandRun {

  private void edit() throws SQLException {
    execute("update databasechangelog set md5sum = '9:00' where orderexecuted = 1");
  }

  @Test
  void showsWhatDiffersAndCorrectsIt() throws SQLException {
    schema("update").done();
    assertThat(schema("repair").done().outLines())
        .containsExactly("No change was edited: nothing to repair.");
    edit();

    assertThat(schema("repair", "--dry-run").done().outLines())
        .startsWith("edited  " + FIRST, "  applied   9:00")
        .endsWith("Would correct 1 checksum. Nothing has changed.");
    schema("validate").failed(5, "`tickets schema repair`");
    JsonNode json = json(0, "repair", "--dry-run");
    assertThat(json.get("dry_run").booleanValue()).isTrue();
    assertThat(json.get("repaired").booleanValue()).isFalse();
    assertThat(json.get("edited").get(0).get("name").textValue()).isEqualTo(FIRST);
    assertThat(json.get("edited").get(0).get("applied").textValue()).isEqualTo("9:00");
    assertThat(json.get("differences")).isEmpty();

    assertThat(schema("repair").done().outLines()).endsWith("Corrected 1 checksum.");
    schema("validate").done();
    edit();
    assertThat(json(0, "repair").get("repaired").booleanValue()).isTrue();
    schema("validate").done();
  }

  @Test
  void refusesASchemaThatDiffers() throws SQLException {
    schema("update").done();
    edit();
    execute("drop index idx_tickets_violation_time");

    Result result = schema("repair");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.outLines())
        .contains("edited  " + FIRST, "missing  index idx_tickets_violation_time")
        .endsWith("1 difference of the schema: mend it first. Nothing has changed.");
    assertThat(json(7, "repair").get("differences")).hasSize(1);
    schema("validate").failed(5, FIRST);
  }

  @Test
  void recordsASchemaThatWasMadeByHand() throws SQLException {
    schema("update").done();
    assertThat(schema("baseline").done().outLines())
        .containsExactly("Up to date: nothing to record.");
    execute("drop table databasechangelog", "drop table databasechangeloglock");
    schema("validate").failed(5, "`tickets schema baseline`");
    execute("drop index idx_tickets_violation_time");

    Result differs = schema("baseline");
    assertThat(differs.exitCode()).isEqualTo(7);
    assertThat(differs.outLines())
        .contains("missing  index idx_tickets_violation_time")
        .endsWith("1 difference of the schema: mend it first. Nothing has changed.");
    assertThat(json(7, "baseline").get("recorded")).isEmpty();

    execute("create index idx_tickets_violation_time on tickets (violation_key, resolved_at)");
    assertThat(schema("baseline").done().outLines())
        .hasSize(CHANGES + 1)
        .startsWith("recorded  " + FIRST)
        .endsWith("Recorded " + CHANGES + " changes.");
    assertThat(json(0, "baseline")).hasToString("{\"recorded\":[],\"differences\":[]}");
    schema("validate").done();
  }
}
