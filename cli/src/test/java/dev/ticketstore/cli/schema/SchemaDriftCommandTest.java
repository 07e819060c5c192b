package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Compares the schema. */
class SchemaDriftCommandTest extends SchemaCommandRun {

  @Test
  void findsDrift() throws SQLException {
    schema("update").done();
    assertThat(schema("drift").done().outLines()).containsExactly("No differences.");
    assertThat(json(0, "drift")).hasToString("{\"differences\":[]}");
    execute("drop index idx_tickets_violation_time", "create index zz_stray on tickets (status)");

    Result result = schema("drift");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.outLines())
        .contains("missing  index idx_tickets_violation_time", "extra  index zz_stray");
    JsonNode differences = json(7, "drift").get("differences");
    assertThat(differences.get(0).get("kind").textValue()).isEqualTo("missing");
    assertThat(differences.get(0).get("object").textValue())
        .isEqualTo("index idx_tickets_violation_time");
    assertThat(differences.get(0).get("actual").isNull()).isTrue();
    assertThat(differences.get(0).get("expected").isTextual()).isTrue();
  }

  private void save(String text) throws IOException {
    Files.writeString(folder.resolve("accepted.json"), text);
  }

  private String[] accepting() {
    return new String[] {"drift", "--accept", folder.resolve("accepted.json").toString()};
  }

  @Test
  void acceptsWhatAPersonHasLookedAt() throws Exception {
    schema("update").done();
    execute("alter table tickets add column runbook text", "create table stray (id integer)");
    Result before = schema("drift", "--json");
    assertThat(before.exitCode()).isEqualTo(7);
    save(before.out());

    assertThat(schema(accepting()).done().outLines())
        .containsExactly("No differences; 2 accepted.");
    JsonNode json = json(0, accepting());
    assertThat(json.get("differences")).isEmpty();
    assertThat(json.get("accepted")).isEqualTo(before.json().get("differences"));

    // The output with accepted differences is such a file too.
    save(json.toString());
    execute("create view later as select 1 as one");
    assertThat(schema(accepting()).outLines())
        .containsExactly(
            "extra  view later",
            "  actual    create view later as select 1 as one",
            "1 difference; 2 accepted.");
    assertThat(json(7, accepting()).get("differences")).hasSize(1);
  }

  @Test
  void acceptsNothingThatTheStoreNeedsOrThatHasChangedSince() throws Exception {
    schema("update").done();
    execute("drop index idx_tickets_violation_time", "create index mine on tickets (status)");
    save(schema("drift", "--json").out());
    execute("drop index mine", "create index mine on tickets (severity)");

    assertThat(json(7, accepting()).get("differences"))
        .extracting(difference -> difference.get("object").textValue())
        .containsExactly("index idx_tickets_violation_time", "index mine");
  }

  @Test
  void acceptsTheColumnsOfAnAdoptedFile() throws Exception {
    writeAsThePythonProgram();
    execute(
        "alter table tickets add column runbook text",
        "alter table tickets add column pager integer default 1",
        "alter table tickets add column cost real",
        "alter table tickets add column photo blob");
    schema("adopt").done();
    JsonNode found = json(7, "drift");
    save(found.toString());

    assertThat(found.get("differences"))
        .extracting(difference -> difference.get("object").textValue())
        .containsExactly(
            "column tickets.cost",
            "column tickets.pager",
            "column tickets.photo",
            "column tickets.runbook");
    assertThat(schema(accepting()).done().outLines())
        .containsExactly("No differences; 4 accepted.");
  }

  @Test
  void refusesAFileThatIsNoOutputOfItsOwn() throws IOException {
    schema("update").done();

    schema(accepting()).failed(2, "--accept: the file ", "cannot be read");
    for (String text :
        new String[] {
          "", "x", "[]", "{}", "{\"differences\":[1]}", "{\"differences\":[{\"kind\":\"odd\"}]}"
        }) {
      save(text);
      schema(accepting()).failed(2, "--accept: expected what drift --json prints");
    }
  }
}
