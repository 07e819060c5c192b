package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Names changes, and lists those that have run. */
class SchemaHistoryCommandTest extends SchemaCommandRun {

  @Test
  void tagsAndListsTheHistory() {
    schema("update").done();

    assertThat(schema("tag", "v1").done().outLines())
        .containsExactly("Tagged the newest change: v1.");
    assertThat(json(0, "tag", "v2")).hasToString("{\"tag\":\"v2\"}");
    assertThat(schema("history").done().outLines())
        .hasSize(CHANGES)
        .last()
        .asString()
        .endsWith("  " + NEWEST + "  (tag v2)");
    JsonNode changes = json(0, "history").get("changes");
    assertThat(changes).hasSize(CHANGES);
    assertThat(changes.get(0).get("tag").isNull()).isTrue();
    assertThat(changes.get(CHANGES - 1).get("tag").textValue()).isEqualTo("v2");
    assertThat(changes.get(CHANGES - 1).get("name").textValue()).isEqualTo(NEWEST);
    assertThat(changes.get(CHANGES - 1).get("checksum").textValue()).startsWith("9:");
    assertThat(Instant.parse(changes.get(CHANGES - 1).get("executed_at").textValue()))
        .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    assertThat(schema("history").done().outLines())
        .allSatisfy(line -> assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z  dev/.*"));
    schema("tag", " ").failed(2, "NAME: expected a text");
    schema("tag").failed(2, "NAME");
  }

  @Test
  void hasNoHistoryOfAnEmptyDatabase() throws SQLException {
    execute("create table other (id integer)");

    assertThat(schema("history").done().outLines()).containsExactly("Nothing has been applied.");
    schema("tag", "v1").failed(3, "lacks " + CHANGES + " change(s)");
  }
}
