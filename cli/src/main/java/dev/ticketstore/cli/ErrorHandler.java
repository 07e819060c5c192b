package dev.ticketstore.cli;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.cli.output.PrintableText;
import dev.ticketstore.schema.SchemaException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong, without passwords or control characters. */
final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

  /** Of the database as a whole, and not of what the command did with it. */
  private static final Set<Reason> DOCTOR_SAYS_MORE =
      EnumSet.of(
          Reason.CONNECTION_REFUSED,
          Reason.AUTHENTICATION,
          Reason.PERMISSION_DENIED,
          Reason.CANNOT_OPEN,
          Reason.READ_ONLY,
          Reason.NOT_A_DATABASE,
          Reason.CORRUPT,
          Reason.DISK_FULL,
          Reason.IO,
          Reason.UNSUPPORTED);

  private final TicketsCommand tickets;

  ErrorHandler(TicketsCommand tickets) {
    this.tickets = tickets;
  }

  /** The command line is wrong. */
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    return usage(e, String.valueOf(e.getMessage()), e.getCommandLine());
  }

  /** The command line may be right, and the store or the input was not. */
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof InvalidInputException invalid) {
      return usage(e, Messages.of(invalid, command), command);
    }
    if (e instanceof SchemaException schema) {
      failed(e, String.valueOf(e.getMessage()));
      return ExitCode.of(schema.reason());
    }
    if (e instanceof TicketHeldException held) {
      return failed(e, Messages.of(held));
    }
    if (e instanceof DatabaseException database) {
      failed(e, String.valueOf(e.getMessage()));
      if (DOCTOR_SAYS_MORE.contains(database.reason())) {
        tickets.environment().err().println("Try 'tickets doctor' on the same database.");
      }
      return ExitCode.FAILED;
    }
    if (e instanceof TicketStoreException || e instanceof CommandFailedException) {
      return failed(e, String.valueOf(e.getMessage()));
    }
    return failed(
        e, "unexpected " + e.getClass().getName() + "; --verbose prints where it came from");
  }

  private int usage(Exception e, String message, CommandLine command) {
    print(e, message);
    PrintWriter err = tickets.environment().err();
    if (e instanceof UnmatchedArgumentException unmatched) {
      UnmatchedArgumentException.printSuggestions(unmatched, err);
    }
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private int failed(Exception e, String message) {
    print(e, message);
    return ExitCode.FAILED;
  }

  private void print(Exception e, String message) {
    tickets.environment().out().flush();
    PrintWriter err = tickets.environment().err();
    // Messages of drivers have several lines.
    String line = LINE_BREAK.matcher(Secrets.hide(message)).replaceAll(" ");
    err.println("tickets: " + PrintableText.escape(line));
    if (tickets.verbose()) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      err.print(Secrets.hide(trace.toString()));
    }
  }
}
