package dev.ticketstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
}
