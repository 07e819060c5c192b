package dev.ticketstore.cli.schema;

import dev.ticketstore.Adoption;
import dev.ticketstore.AdoptionFinding;
import dev.ticketstore.AdoptionReport;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.InvalidInputException;
import dev.ticketstore.cli.CommandFailedException;
import dev.ticketstore.cli.ExitCode;
import dev.ticketstore.cli.Messages;
import dev.ticketstore.cli.StoreLocation;
import dev.ticketstore.cli.TicketsCommand;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.PrintableText;
import dev.ticketstore.cli.output.Progress;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  private static final int ACTION_WIDTH = "refuse".length();

  @ParentCommand private SchemaCommand schema;
  @Spec private CommandSpec spec;

  @Option(
      names = "--dry-run",
      description = {
        "List each row that would be changed, merged or refused, and each other object that would",
        "be refused, with the reason. Works on a copy in the folder for temporary files."
      })
  private boolean dryRun;

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
      return dryRun
          ? Adoption.dryRun(Path.of(file), progress::done, this::print)
          : Adoption.adopt(Path.of(file), progress::done);
    } catch (InvalidInputException e) {
      throw new SchemaException(Reason.FOREIGN, Messages.withName(subject(file, e), e), e);
    } catch (DatabaseException e) {
      throw new SchemaException(reason(e), String.valueOf(e.getMessage()), e);
    }
  }

  /** At once, as each row may have one. */
  private void print(AdoptionFinding finding) {
    String action = Json.name(finding.action());
    SchemaResult result = new SchemaResult();
    result
        .json()
        .put("action", action)
        .put("subject", finding.subject())
        .put("reason", finding.reason());
    schema
        .tickets()
        .print(
            result.line(
                PrintableText.padEnd(action, ACTION_WIDTH)
                    + "  "
                    + finding.subject()
                    + ": "
                    + finding.reason()));
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

  private SchemaResult result(String file, AdoptionReport report) {
    Path backup = report.backup();
    SchemaResult result = new SchemaResult();
    result
        .json()
        .put("dry_run", dryRun)
        .put("adopted", report.adopted() && !dryRun)
        .put("backup", backup == null ? null : backup.toString())
        .put("absorbed", report.absorbed())
        .put("tickets", report.tickets())
        .put("unresolved", report.unresolved())
        .put("occurrences", report.occurrences());
    if (!report.adopted()) {
      return result.line(file + " was adopted already; nothing changed.");
    }
    if (backup == null) {
      result.line("Would adopt " + file + ". Nothing has changed.");
    } else {
      result.line("Adopted " + file + ".").line("backup       " + backup);
    }
    return result
        .line("absorbed     " + report.absorbed())
        .line("tickets      " + report.tickets())
        .line("unresolved   " + report.unresolved())
        .line("occurrences  " + report.occurrences());
  }
}
