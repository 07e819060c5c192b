package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Says how far the schema is. */
class SchemaStatusCommandTest extends SchemaCommandRun {

  @Test
  void showsTheStatus() throws SQLException {
    makeOutdated();

    assertThat(schema("status").done().outLines())
        .hasSize(CHANGES + 1)
        .contains("applied  " + FIRST, "pending  " + NEWEST)
        .endsWith(
            (CHANGES - 1)
                + " applied, 1 pending, 0 unknown to this version, 0 changed after they were applied.");
    Result scripted = schema("status", "--exit-code");
    assertThat(scripted.exitCode()).isEqualTo(3);
    assertThat(scripted.err()).isEmpty();
    JsonNode json = json(3, "status", "--exit-code");
    assertThat(json.get("up_to_date").booleanValue()).isFalse();
    assertThat(json.get("applied")).hasSize(CHANGES - 1);
    assertThat(json.get("pending")).hasSize(1);
    assertThat(json.get("unknown")).isEmpty();
    assertThat(json.get("changed")).isEmpty();
    assertThat(json.get("half_migrated").booleanValue()).isFalse();

    schema("update").done();
    assertThat(schema("status", "--exit-code").done().outLines()).endsWith("Up to date.");
    assertThat(json(0, "status", "--exit-code").get("up_to_date").booleanValue()).isTrue();
  }

  @Test
  void validates() throws SQLException {
    makeOutdated();
    schema("validate").failed(3, "lacks 1 change(s)", "`tickets schema update`");
    schema("drift").failed(3, "lacks 1 change(s)");

    schema("update").done();

    assertThat(schema("validate").done().outLines()).containsExactly("Valid.");
    assertThat(json(0, "validate")).hasToString("{\"valid\":true}");
  }
}
