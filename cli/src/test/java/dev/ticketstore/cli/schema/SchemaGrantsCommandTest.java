package dev.ticketstore.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun;
import dev.ticketstore.cli.CommandLineRun.Result;
import org.junit.jupiter.api.Test;

class SchemaGrantsCommandTest {

  private static Result grants(String... args) {
    String[] command = new String[args.length + 2];
    command[0] = "schema";
    command[1] = "grants";
    System.arraycopy(args, 0, command, 2, args.length);
    return new CommandLineRun().run(command);
  }

  @Test
  void printsOneKindWithQuotedNames() {
    assertThat(
            grants("--role", "Al \"x\"", "--kind", "purger", "--schema", "Ops").done().outLines())
        .containsExactly(
            "-- purger",
            "grant usage on schema \"Ops\" to \"Al \"\"x\"\"\";",
            "grant select on \"Ops\".\"databasechangelog\" to \"Al \"\"x\"\"\";",
            "grant select, delete on \"Ops\".\"tickets\" to \"Al \"\"x\"\"\";",
            "grant select, delete on \"Ops\".\"ticket_events\" to \"Al \"\"x\"\"\";",
            "grant select, delete on \"Ops\".\"observation_ids\" to \"Al \"\"x\"\"\";",
            "grant select, delete on \"Ops\".\"check_cycles\" to \"Al \"\"x\"\"\";",
            "grant select, insert, update on \"Ops\".\"purged_keys\" to \"Al \"\"x\"\"\";");
  }

  @Test
  void printsAllKindsToChooseFrom() {
    assertThat(grants("--role", "a").done().outLines().stream().filter(x -> x.startsWith("--")))
        .containsExactly("-- writer", "-- purger", "-- reader", "-- auditor");
    assertThat(grants("--role", "a", "--json").done().json().fieldNames())
        .toIterable()
        .containsExactly("writer", "purger", "reader", "auditor");
    assertThat(grants("--role", "a", "--kind", "reader", "--json").done().json().get("reader"))
        .first()
        .asString()
        .isEqualTo("\"grant usage on schema \\\"public\\\" to \\\"a\\\"\"");
  }

  @Test
  void refusesWhatIsNoRole() {
    grants().failed(2, "--role");
    grants("--role", "public").failed(2, "--role: expected one role, not public");
    grants("--role", "a", "--schema", "").failed(2, "--schema: expected a name");
    grants("--role", "a", "--kind", "owner").failed(2, "writer, purger, reader, auditor");
    grants("--role", "a", "--db", "x.db").failed(2, "--db and --url do not apply");
  }
}
