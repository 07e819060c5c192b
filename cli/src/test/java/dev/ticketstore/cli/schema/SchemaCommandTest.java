package dev.ticketstore.cli.schema;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun;
import dev.ticketstore.cli.CommandLineRun.Result;
import org.junit.jupiter.api.Test;

/** What all verbs have in common. */
class SchemaCommandTest extends SchemaCommandRun {

  @Test
  void refusesWrongCommandLines() {
    tickets(folder, "schema").failed(2, "Missing required subcommand");
    schema("upgrade").failed(2, "'upgrade'");
    new CommandLineRun()
        .run("schema", "status", "--url", "jdbc:postgresql://h/x?socketFactory=x")
        .failed(2, "--url: expected of the parameters only");
    new CommandLineRun()
        .run("schema", "adopt", "--url", "jdbc:postgresql://h/x")
        .failed(2, "only a SQLite file can be adopted");
    new CommandLineRun()
        .variable("TICKETS_URL", "jdbc:mysql://h/x")
        .run("schema", "status")
        .failed(2, "TICKETS_URL: expected jdbc:sqlite:FILE");
    schema("status", "--url", "jdbc:sqlite:x").failed(2, "exclude each other");
  }

  @Test
  void takesTheDatabaseFromTheEnvironmentAndShowsNoPassword() {
    new CommandLineRun()
        .variable("TICKETS_URL", "jdbc:sqlite:" + file())
        .run("schema", "update")
        .done();
    Result refused =
        new CommandLineRun()
            .variable("TICKETS_USER", "u")
            .variable("TICKETS_PASSWORD", "s3cret")
            .variable("TICKETS_URL", "jdbc:postgresql://localhost:1/x?password=s3cret")
            .run("schema", "status", "--verbose");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("tickets: ").doesNotContain("s3cret");
  }

  @Test
  void helps() {
    for (String[] verb : VERBS) {
      Result help = new CommandLineRun().run("schema", verb[0], "--help").done();

      assertThat(help.out())
          .startsWith("Usage: tickets schema " + verb[0])
          .contains("--db", "--url", "--json", "  7 ")
          .isEqualTo(new CommandLineRun().run("schema", "help", verb[0]).done().out());
    }
    assertThat(new CommandLineRun().run("list", "--help").done().out()).doesNotContain("  7 ");
  }
}
