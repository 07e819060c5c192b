package dev.ticketstore.cli;

import static dev.ticketstore.cli.CommandLineRun.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.CommandLineRun.Result;
import dev.ticketstore.cli.output.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalOptionsTest {

  private static final String[] COMMANDS = {
    "observe",
    "replay",
    "list",
    "show",
    "history",
    "watch",
    "acknowledge",
    "diagnose",
    "assign",
    "comment",
    "resolve",
    "hold",
    "unhold",
    "bulk",
    "purge",
    "copy",
    "schema",
    "completion",
    "man"
  };

  @TempDir Path folder;

  private String file() {
    return folder.resolve("tickets.db").toString();
  }

  @Test
  void mayBeGivenBeforeTheCommandOrAfterIt() {
    tickets(folder, "observe", "x", "--message", "m").done();

    Result before = new CommandLineRun().run("--json", "--db", file(), "list").done();
    Result after = new CommandLineRun().run("list", "--json", "--db", file()).done();
    Result url = new CommandLineRun().run("list", "--json", "--url", "jdbc:sqlite:" + file());

    assertThat(before.out()).startsWith("{\"id\":1,").isEqualTo(after.out()).isEqualTo(url.out());
  }

  @Test
  void takesTheDatabaseFromTheEnvironmentUnlessAnOptionSaysOtherwise() {
    tickets(folder, "observe", "x", "--message", "m").done();
    String other = folder.resolve("other.db").toString();
    new CommandLineRun().in("").run("replay", "-", "--db", other).done();

    Result fromVariable =
        new CommandLineRun().variable("TICKETS_URL", "jdbc:sqlite:" + file()).run("list").done();
    Result fromOption =
        new CommandLineRun()
            .variable("TICKETS_URL", "jdbc:sqlite:" + file())
            .run("list", "--db", other);

    assertThat(fromVariable.outLines()).hasSize(2);
    assertThat(fromOption.err()).startsWith("No tickets.");
    new CommandLineRun()
        .variable("TICKETS_URL", "jdbc:mysql://h/x")
        .run("list")
        .failed(2, "TICKETS_URL: expected jdbc:sqlite:FILE");
  }

  @Test
  void refusesBothAFileAndAUrl() {
    new CommandLineRun()
        .run("list", "--db", file(), "--url", "jdbc:sqlite:" + file())
        .failed(2, "--db and --url exclude each other", "Try 'tickets list --help'.");
    new CommandLineRun()
        .run("--db", file(), "list", "--url", "jdbc:sqlite:" + file())
        .failed(2, "--db and --url exclude each other");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAPlaceThatTheStoreCannotOpen() {
    new CommandLineRun().run("list", "--db", "").failed(2, "--db: expected the path of a file");
    new CommandLineRun().run("list", "--url", "x").failed(2, "--url: expected jdbc:sqlite:FILE");
    new CommandLineRun()
        .run("replay", "-", "--db", folder.resolve("none").resolve("x.db").toString())
        .failed(1, "the folder of", "does not exist");
  }

  @Test
  void makesNoFileForACommandThatNeedsAStore() {
    String[][] commands = {
      {"list"},
      {"show", "1"},
      {"history", "1"},
      {"history", "--key", "x"},
      {"watch", "--for", "1ms"},
      {"acknowledge", "1"},
      {"diagnose", "1", "x"},
      {"assign", "1", "x"},
      {"comment", "1", "x"},
      {"resolve", "1"},
      {"hold", "1"},
      {"unhold", "1"},
      {"bulk", "hold", "1"},
      {"purge", "--older-than", "90d"}
    };
    for (String[] command : commands) {
      tickets(folder, command)
          .failed(
              1,
              "tickets: no store at "
                  + file()
                  + ": observe, replay or import makes one, or check --db");
    }
    tickets(folder, "list", "--json").failed(1, "no store at");
    new CommandLineRun().run("list", "--url", "jdbc:sqlite:" + file()).failed(1, "or check --url");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void showsNoPassword() {
    String refused = "jdbc:postgresql://localhost:1/x?user=u&password=s3cret";
    String userInfo = "jdbc:postgresql://u:s3cret@localhost:1/x";
    CommandLineRun run = new CommandLineRun().variable("TICKETS_PASSWORD", "s3cret");
    for (String[] command :
        new String[][] {
          {"list", "--url", refused},
          {"list", "--url", "jdbc:postgresql://localhost:1/x"},
          {"list", "--verbose", "--url", refused},
          {"list", "--url", userInfo},
          {"list", "--url", refused + "&foo=1"},
          {"list", "--url", "jdbc:mysql:" + refused},
          {"list", "--url", "jdbc:postgresql://localhost:no/x?password=s3cret", "--verbose"},
          {"list", "--db", file(), "--url", refused},
          {"list", "--ulr", refused},
          {"list", refused},
          {"list", userInfo},
          {refused}
        }) {
      Result result = run.run(command);

      assertThat(result.exitCode()).isNotZero();
      assertThat(result.out() + result.err())
          .as(String.join(" ", command))
          .startsWith("tickets: ")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void showsNoPasswordOfTheEnvironment() {
    for (String command : new String[] {"list", "watch", "schema status", "schema update-sql"}) {
      Result result =
          new CommandLineRun()
              .variable("TICKETS_URL", "jdbc:postgresql://localhost:1/x?user=u&password=s3cret")
              .run((command + " --verbose").split(" ", -1));

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out() + result.err()).contains("\tat ").doesNotContain("s3cret");
    }
  }

  @Test
  void refusesAPasswordInAnArgument() {
    String url = "jdbc:postgresql://localhost:1/x?user=u&password=s3cret&ssl=true";
    String[][] commands = {
      {"list", "--url", url},
      {"schema", "update", "--url", url},
      {"copy", "--from", url, "--to", "jdbc:sqlite:x.db"},
      {"copy", "--from", "jdbc:postgresql://localhost:1/y", "--to", url}
    };
    for (String[] command : commands) {
      Result result = new CommandLineRun().run(command);

      result.failed(2, ": other users of this machine can read", "TICKETS_PASSWORD", "TICKETS_URL");
      assertThat(result.err()).doesNotContain("s3cret");
    }
  }

  @Test
  void printsStackTracesOnlyIfAsked() {
    new CommandLineRun().in("").in(folder, "replay", "-").done();
    Result result = tickets(folder, "show", "1", "--verbose");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("tickets: No ticket has the id 1.")
        .contains("UnknownTicketException", "\tat ");
    tickets(folder, "show", "1").failed(1, "No ticket has the id 1.");
  }

  @Test
  void saysWhatFailedInOneLine() {
    Result result = tickets(folder, "show", "one\n\ttwo");

    assertThat(result.err().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("tickets: ")
        .contains("'one two'");
  }

  @Test
  void helpsEverywhere() {
    Result help = new CommandLineRun().run("--help").done();

    assertThat(help.out()).containsSubsequence(COMMANDS).contains("TICKETS_URL", "Exit codes:");
    for (String command : COMMANDS) {
      Result one = new CommandLineRun().run(command, "--help").done();
      assertThat(one.out())
          .startsWith("Usage: tickets " + command)
          .contains("--db", "--url", "--json", "--verbose")
          .isEqualTo(new CommandLineRun().run("help", command).done().out());
      assertThat(new CommandLineRun().run(command, "--version").done().out())
          .matches("tickets \\d+\\.\\d+\\.\\d+\\S*\\R");
    }
    assertThat(new CommandLineRun().run("--version").done().out()).startsWith("tickets ");
  }

  @Test
  void helpsInColourOnATerminalOnly() {
    assertThat(new CommandLineRun().terminal(80).run("--help").out()).contains("\u001b[");
    assertThat(new CommandLineRun().terminal(80).variable("NO_COLOR", "1").run("--help").out())
        .doesNotContain("\u001b[");
    assertThat(new CommandLineRun().run("--help").out()).doesNotContain("\u001b[");
  }

  @Test
  void refusesWhatIsNotACommand() {
    new CommandLineRun().run().failed(2, "Missing required subcommand", "Try 'tickets --help'.");
    new CommandLineRun().run("lst").failed(2, "'lst'", "list");
    new CommandLineRun().run("list", "--jsno").failed(2, "'--jsno'", "--json");
    new CommandLineRun().run("list", "--limit").failed(2, "--limit");
  }

  @Test
  void saysThatOutputWasLostUnlessItsReaderWentAway() {
    tickets(folder, "observe", "x", "--message", "m").done();

    assertThat(listInto(Terminal.Kind.OTHER))
        .isEqualTo("1 tickets: standard output could not be written");
    assertThat(listInto(Terminal.Kind.PIPE)).isEqualTo("0 ");
  }

  private String listInto(Terminal.Kind kind) {
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            InputStream.nullInputStream(),
            new PrintWriter(new Full()),
            new PrintWriter(err),
            Map.of(),
            new Terminal(kind, Terminal.Kind.OTHER, 80),
            Clock.systemUTC());
    return Main.run(environment, "list", "--db", file()) + " " + err.toString().strip();
  }

  /** Takes nothing. */
  private static final class Full extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("full");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
