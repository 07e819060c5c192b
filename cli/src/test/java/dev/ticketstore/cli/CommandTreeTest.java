package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketstore.cli.output.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandTreeTest {

  @Test
  void helpOfTheProgramNamesEveryCommandWhateverElseIsGiven() {
    String help = new CommandLineRun().run("--help").done().out();

    assertThat(help).contains("observe", "list", "doctor", "completion");
    assertThat(new CommandLineRun().run("--help", "list").done().out()).isEqualTo(help);
    assertThat(new CommandLineRun().run("help").done().out()).isEqualTo(help);
  }

  @Test
  void helpOfACommandIsTheSameHoweverItIsAskedFor() {
    String help = new CommandLineRun().run("list", "--help").done().out();

    assertThat(help).startsWith("Usage: tickets list ").contains("--limit", "--db");
    assertThat(new CommandLineRun().run("help", "list").done().out()).isEqualTo(help);
  }

  @Test
  void aMistakeIsToldOfAmongAllCommands() {
    new CommandLineRun().run("histry", "list").failed(ExitCode.USAGE, "histry", "tickets history");
    new CommandLineRun().run("list", "--colour").failed(ExitCode.USAGE, "--colour");
  }

  @Test
  void aValueMayBeTheNameOfACommand() {
    new CommandLineRun()
        .run("list", "--assignee", "doctor", "--db", "show")
        .failed(ExitCode.FAILED, "show");
  }

  /** A command may find out that it was called wrongly only after it has begun. */
  @Test
  void aCommandThatRefusesItsArgumentsRunsOnce() {
    List<String> asked = new ArrayList<>();
    Environment environment =
        new Environment(
            InputStream.nullInputStream(),
            new PrintWriter(Writer.nullWriter()),
            new PrintWriter(Writer.nullWriter()),
            new HashMap<>(Map.of("TICKETS_URL", "nonsense")) {
              @Override
              public @Nullable String get(Object variable) {
                asked.add((String) variable);
                return super.get(variable);
              }
            },
            Terminal.none(),
            Clock.systemUTC());

    assertThat(new CommandTree(environment).execute("list")).isEqualTo(ExitCode.USAGE);

    assertThat(asked).containsOnlyOnce("TICKETS_URL");
  }
}
