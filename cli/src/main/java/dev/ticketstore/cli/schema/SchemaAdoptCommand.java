package dev.ticketstore.cli.schema;

import dev.ticketstore.Adoption;
import dev.ticketstore.AdoptionReport;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.cli.CommandFailedException;
import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.cli.Messages;
import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.cli.TicketsCommand;
import dev.ticketstore.cli.output.Progress;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes over a file of the Python program. */
@Command(
    name = "adopt",
    description = {
      "Take over a SQLite file of the Python program TicketDB, in place.",
      "A backup is written beside it first, and the program can continue to use it.",
      "Of several unresolved tickets with one key the oldest takes over the others."
    })
@SuppressWarnings("NullAway.Init")
final class SchemaAdoptCommand implements Callable<Integer> {

  @ParentCommand private SchemaCommand schema;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TicketsCommand tickets = schema.tickets();
    StoreLocation place = tickets.storeOptions().place(tickets.environment(), spec);
    String file =
        place
            .file()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "only a SQLite file can be adopted: name it with --db FILE"));
    if (place.isMissing()) {
      throw new CommandFailedException(file + ": no such file", null);
    }
    tickets.print(result(file, adopt(file)));
    return ExitCode.DONE;
  }

  private AdoptionReport adopt(String file) {
    try (Progress progress = Progress.rows(schema.tickets().environment(), "Adopt", -1)) {
      return Adoption.adopt(Path.of(file), progress::done);
    } catch (InvalidInputException e) {
      throw new SchemaException(Reason.FOREIGN, Messages.withName(subject(file, e), e), e);
    } catch (DatabaseException e) {
      throw new SchemaException(reason(e), String.valueOf(e.getMessage()), e);
    }
  }

  /** The subject of the message: the file, or one ticket in it. */
  private static String subject(String file, InvalidInputException e) {
    return e.field().equals("file") ? file : file + ", " + e.field();
  }

  /** The migrator's own reason, where it is the migrator that failed. */
  private static Reason reason(DatabaseException e) {
    if (e.reason() == DatabaseException.Reason.LOCKED) {
      return Reason.LOCKED;
    }
    return e.getCause() instanceof SchemaException cause ? cause.reason() : Reason.FAILED;
  }

  private static SchemaResult result(String file, AdoptionReport report) {
    Path backup = report.backup();
    SchemaResult result = new SchemaResult();
    result
        .json()
        .put("adopted", backup != null)
        .put("backup", backup == null ? null : backup.toString())
        .put("absorbed", report.absorbed())
        .put("tickets", report.tickets())
        .put("unresolved", report.unresolved())
        .put("occurrences", report.occurrences());
    if (backup == null) {
      return result.line(file + " was adopted already; nothing changed.");
    }
    return result
        .line("Adopted " + file + ".")
        .line("backup       " + backup)
        .line("absorbed     " + report.absorbed())
        .line("tickets      " + report.tickets())
        .line("unresolved   " + report.unresolved())
        .line("occurrences  " + report.occurrences());
  }
}
