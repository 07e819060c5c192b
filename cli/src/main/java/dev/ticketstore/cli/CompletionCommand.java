package dev.ticketstore.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes commands, options and their values. */
@Command(description = "Print the script that completes commands in bash and zsh.")
@SuppressWarnings("NullAway.Init")
final class CompletionCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandSpec root = spec.root();
    tickets.environment().out().print(AutoComplete.bash(root.name(), root.commandLine()));
  }
}
