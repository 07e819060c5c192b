package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Applies changes, tries them, and prints their statements. */
class SchemaUpdateCommandTest extends SchemaCommandRun {

  @Test
  void makesAFileOnUpdateOnly() {
    for (String[] verb : VERBS) {
      if (!verb[0].startsWith("update")) {
        schema(verb).failed(1, "tickets.db: no such file");
      }
    }
    assertThat(schema("update-sql").done().out()).containsIgnoringCase("create table tickets");
    schema("update", "--dry-run").done();
    assertThat(folder).isEmptyDirectory();

    assertThat(schema("update").done().outLines())
        .hasSize(CHANGES + 1)
        .startsWith("applied  " + FIRST)
        .endsWith("Applied " + CHANGES + " changes.");
    assertThat(schema("update").done().outLines()).containsExactly("Up to date: nothing to apply.");
    assertThat(json(0, "update")).hasToString("{\"dry_run\":false,\"applied\":[]}");
  }

  @Test
  void updatesAndPrintsJson() {
    JsonNode json = json(0, "update");

    assertThat(json.get("applied")).hasSize(CHANGES);
    assertThat(json.get("applied").get(0).textValue()).isEqualTo(FIRST);
  }

  @Test
  void provesAnUpdateWithoutTouchingTheFile() throws Exception {
    makeOutdated();
    byte[] before = Files.readAllBytes(file());

    assertThat(schema("update", "--dry-run").done().outLines())
        .containsExactly("pending  " + NEWEST, "Would apply 1 change. Nothing has changed.");
    JsonNode json = json(0, "update", "--dry-run");

    assertThat(json.get("dry_run").booleanValue()).isTrue();
    assertThat(json.get("pending").get(0).textValue()).isEqualTo(NEWEST);
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(files()).containsExactly("tickets.db");
  }

  @Test
  void printsTheStatementsOfAnUpdate() throws SQLException {
    makeOutdated();

    assertThat(schema("update-sql").done().out())
        .containsIgnoringCase("insert into databasechangelog")
        .contains(NEWEST_ID);
    assertThat(json(0, "update-sql").get("sql").textValue())
        .containsIgnoringCase("insert into databasechangelog")
        .contains(NEWEST_ID);
    schema("status", "--exit-code", "--db", file().toString());
    assertThat(json(0, "status").get("pending")).hasSize(1);
  }

  @Test
  void tellsATerminalOfEachChange() {
    Result result = new CommandLineRun().terminal(100).in(folder, schemaArgs("update", "--json"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err().lines())
        .hasSize(CHANGES + 1)
        .startsWith("Applying " + CHANGES + " changes ...", "1 of " + CHANGES + "  " + FIRST);
    assertThat(result.json().get("applied")).hasSize(CHANGES);
  }
}
