package dev.ticketstore.cli;

/** The exit codes of every command. */
final class ExitCode {

  /** It is done. */
  static final int DONE = 0;

  /** The store or the input did not let it happen. */
  static final int FAILED = 1;

  /** The command line is wrong; nothing has been done. */
  static final int USAGE = 2;

  private ExitCode() {}
}
