package dev.ticketstore.cli;

import dev.ticketstore.cli.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.logging.LogManager;

/** Runs the command {@code tickets}. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // The PostgreSQL driver logs to standard error by way of java.util.logging.
    LogManager.getLogManager().reset();
    Environment environment =
        new Environment(
            System.in,
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            System.getenv(),
            Terminal.of(System.getProperties(), System.getenv()),
            Clock.systemUTC());
    System.exit(run(environment, args));
  }

  /**
   * UTF-8, whatever the locale, as JSON has to be. Not by way of {@code System.out}, which does not
   * tell that a write failed.
   */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }

  /** Runs one command and returns its exit code; see {@link ExitCode}. */
  static int run(Environment environment, String... args) {
    int exitCode = new CommandTree(environment).execute(args);
    environment.err().flush();
    // A reader that has seen enough, as head does, is no failure; a full disk is one.
    boolean lost = environment.out().checkError();
    if (lost && environment.terminal().out() != Terminal.Kind.PIPE) {
      environment.err().println("tickets: standard output could not be written");
      environment.err().flush();
      return Math.max(exitCode, ExitCode.FAILED);
    }
    return exitCode;
  }
}
