package dev.ticketstore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ticketstore.analytics.Window;
import dev.ticketstore.cli.input.LocalTime;
import dev.ticketstore.cli.output.AtomicFile;
import dev.ticketstore.cli.output.ReportJson;
import dev.ticketstore.cli.output.ReportSummary;
import dev.ticketstore.report.HtmlReport;
import dev.ticketstore.report.ReportData;
import dev.ticketstore.report.ReportReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Reports what happened in some time. */
@Command(
    description = {
      "Report what happened in some time: a page to look at, or a summary without --out.",
      "The page needs no server and no network."
    })
@SuppressWarnings("NullAway.Init")
final class ReportCommand implements Runnable {

  private static final Period A_WEEK = Period.ofWeeks(1);

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The beginning: a date of the zone, or a timestamp. Default: a week before --to.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The end, which is not part of it. Default: now.")
  private @Nullable String to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "Whose days and hours, such as Europe/Berlin. Default: ${DEFAULT-VALUE}.")
  private String zone;

  @Mixin private final OutputFile out = new OutputFile();

  @Override
  public void run() {
    Instant now = tickets.environment().clock().instant();
    Window window = window(now);
    @Nullable Path file = out.isGiven() && !out.isStandardOutput() ? out.path(tickets, spec) : null;
    ReportData report =
        tickets.readingStore(
            spec, store -> store.read(context -> ReportReader.read(context, window, now)));
    if (file != null) {
      out.writing(
          () -> {
            write(report, file);
            return file;
          });
    }
    print(report, file != null);
  }

  private void print(ReportData report, boolean written) {
    PrintWriter standardOutput = tickets.environment().out();
    if (out.isStandardOutput()) {
      HtmlReport.write(report, standardOutput);
    } else if (tickets.json()) {
      tickets.printJson(ReportJson.of(report));
    } else if (written) {
      standardOutput.println("Wrote " + out + ".");
    } else {
      standardOutput.print(ReportSummary.of(report));
    }
  }

  private Window window(Instant now) {
    ZoneId in = zone();
    Instant end = to == null ? now : time("--to", to, in);
    Instant begin =
        from == null ? end.atZone(in).minus(A_WEEK).toInstant() : time("--from", from, in);
    try {
      return new Window(begin, end, in);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--to: expected a time after --from, " + begin + ", not " + end, e);
    }
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--zone: expected a time zone such as Europe/Berlin, not '" + zone + "'",
          e);
    }
  }

  private Instant time(String option, String text, ZoneId in) {
    try {
      return LocalTime.parse(text, in);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  private static void write(ReportData report, Path file) throws IOException {
    try (AtomicFile written = AtomicFile.at(file)) {
      try (Writer writer = Files.newBufferedWriter(written.path(), UTF_8)) {
        HtmlReport.write(report, writer);
      }
      written.commit();
    }
  }
}
