package dev.ticketstore.cli.schema;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ticketstore.cli.CommandLineRun;
import dev.ticketstore.cli.CommandLineRun.Result;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Takes over files of the Python program. */
class SchemaAdoptCommandTest extends SchemaCommandRun {

  @Test
  void adopts() throws Exception {
    writeAsThePythonProgram();

    Result result = schema("adopt").done();

    assertThat(result.outLines())
        .contains("absorbed     1", "tickets      1", "unresolved   1", "occurrences  4");
    assertThat(files())
        .filteredOn(name -> name.contains(".before-adoption-"))
        .singleElement()
        .satisfies(name -> assertThat(result.out()).contains(name));
    assertThat(schema("adopt").done().outLines())
        .singleElement()
        .asString()
        .endsWith("tickets.db was adopted already; nothing changed.");
    JsonNode again = json(0, "adopt");
    assertThat(again.get("adopted").booleanValue()).isFalse();
    assertThat(again.get("backup").isNull()).isTrue();
    assertThat(tickets(folder, "list").done().outLines()).hasSize(2);
  }

  @Test
  void adoptsAndPrintsJson() throws SQLException {
    writeAsThePythonProgram();

    JsonNode json = json(0, "adopt");

    assertThat(json.get("adopted").booleanValue()).isTrue();
    assertThat(json.get("backup").textValue()).contains("tickets.db.before-adoption-");
    assertThat(json.get("absorbed").longValue()).isEqualTo(1);
    assertThat(json.get("tickets").longValue()).isEqualTo(1);
    assertThat(json.get("unresolved").longValue()).isEqualTo(1);
    assertThat(json.get("occurrences").longValue()).isEqualTo(4);
  }

  @Test
  void drawsABarOfTheAdoptionOnATerminal() throws SQLException {
    writeAsThePythonProgram();

    Result result = new CommandLineRun().terminal(100).in(folder, schemaArgs("adopt"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("\rAdopt", "2/? rows");
  }

  @Test
  void saysWhichTicketCannotBeAdopted() throws SQLException {
    writeAsThePythonProgram();
    execute("update tickets set status = 'lost' where id = 2");

    schema("adopt").failed(5, "tickets.db, ticket 2: ");
  }

  @Test
  void namesATableThatLiquibaseNeeds() throws SQLException {
    writeAsThePythonProgram();
    execute("create table databasechangelog (id integer)");

    schema("adopt").failed(5, "`databasechangelog` of another program: rename it");
  }

  @Test
  void listsWhatAnAdoptionWouldDo() throws Exception {
    writeAsThePythonProgram();
    byte[] bytes = Files.readAllBytes(folder.resolve("tickets.db"));

    assertThat(schema("adopt", "--dry-run").done().outLines())
        .anySatisfy(line -> assertThat(line).startsWith("merge   ticket 2: ticket 1 "))
        .anySatisfy(line -> assertThat(line).startsWith("change  ticket 1: occurrence_count: "))
        .anySatisfy(line -> assertThat(line).startsWith("Would adopt "))
        .contains("absorbed     1", "tickets      1")
        .noneMatch(line -> line.startsWith("backup"));
    assertThat(Files.readAllBytes(folder.resolve("tickets.db"))).isEqualTo(bytes);
    assertThat(files()).containsExactly("tickets.db");
  }

  @Test
  void listsEachRowThatCannotBeAdopted() throws SQLException {
    writeAsThePythonProgram();
    execute("update tickets set held = 'true'");

    Result result = schema("adopt", "--dry-run", "--json");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).contains("tickets.db, ticket 1: held: ", "the first of 2");
    assertThat(result.outLines())
        .containsExactly(
            "{\"action\":\"refuse\",\"subject\":\"ticket 1\",\"reason\":\"held: expected an integer from 0 to 1, not 'true'\"}",
            "{\"action\":\"refuse\",\"subject\":\"ticket 2\",\"reason\":\"held: expected an integer from 0 to 1, not 'true'\"}");
  }
}
