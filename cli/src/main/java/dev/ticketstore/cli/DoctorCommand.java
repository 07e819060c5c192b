package dev.ticketstore.cli;

import dev.ticketstore.DatabaseRole;
import dev.ticketstore.TicketStoreBuilder;
import dev.ticketstore.cli.doctor.Doctor;
import dev.ticketstore.cli.doctor.FindingJson;
import dev.ticketstore.cli.doctor.FindingText;
import dev.ticketstore.cli.doctor.Findings;
import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.output.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says what is wrong with a database, and what to do about it. */
@Command(
    description = {
      "Examine the database, and print what is wrong and the remedy. Only reads.",
      "Looks at versions, access, schema, settings, disk, clocks and contents."
    },
    exitCodeList = {
      "0:Nothing is wrong; there may be warnings.",
      "1:The examination failed.",
      "2:The command line is wrong; nothing has been done.",
      "8:There is a problem."
    })
@SuppressWarnings("NullAway.Init")
final class DoctorCommand implements Callable<Integer> {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Mixin private final ColorOption color = new ColorOption();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = Converters.ToDatabaseRole.class,
      completionCandidates = Converters.DatabaseRoles.class,
      description = {
        "The use that the role of PostgreSQL must have the privileges for:",
        "${COMPLETION-CANDIDATES}. Default: any."
      })
  private @Nullable DatabaseRole kind;

  @Option(
      names = "--full",
      description = {
        "Also read the whole database: each page of a SQLite file, and each ticket.",
        "A file of the Python program is adopted as a copy in the folder for temporary files."
      })
  private boolean full;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Converters.ToDuration.class,
      description = "How long to wait for an answer, from 250ms to 1h. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Override
  public Integer call() throws Exception {
    Environment environment = tickets.environment();
    StoreLocation place = tickets.storeOptions().place(environment, spec);
    if (place.url().equals(StoreLocation.SQLITE + StoreLocation.MEMORY)) {
      throw new ParameterException(
          spec.commandLine(), place.givenBy() + ": a database in memory ends with its command");
    }
    TicketStoreBuilder store = place.toExamine(environment, timeout);
    Doctor.Options options = new Doctor.Options(new Version().getVersion()[0], kind, full, timeout);
    Findings findings =
        new Doctor(environment, place, environment.variable("TICKETS_USER").orElse(null), options)
            .examine(store::open);
    print(findings);
    return findings.hasProblem() ? ExitCode.PROBLEM : ExitCode.DONE;
  }

  private void print(Findings findings) {
    Environment environment = tickets.environment();
    if (tickets.json()) {
      tickets.printJson(FindingJson.of(findings));
      return;
    }
    Terminal terminal = environment.terminal();
    int columns = terminal.outIsTerminal() ? terminal.columns() : Integer.MAX_VALUE;
    FindingText.lines(findings, color.isOn(environment), columns)
        .forEach(environment.out()::println);
  }
}
