package dev.ticketstore.cli;

import dev.ticketstore.cli.output.ManPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the page of the manual. */
@Command(description = "Print the page of all commands for man.")
@SuppressWarnings("NullAway.Init")
final class ManCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandSpec root = spec.root();
    tickets.environment().out().print(ManPage.of(root, String.join("", root.version())));
  }
}
