package dev.ticketstore.cli;

import dev.ticketstore.RowFormat;
import dev.ticketstore.TicketStore;
import dev.ticketstore.cli.export.Export;
import dev.ticketstore.cli.export.RowFormats;
import dev.ticketstore.cli.export.TextFormat;
import dev.ticketstore.cli.export.View;
import dev.ticketstore.cli.output.Json;
import dev.ticketstore.cli.output.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the rows of a table or view to a file. */
@Command(
    description = {
      "Write the rows of a table or view to a file, as one snapshot has them, in no order.",
      "The file appears once it is complete; after a failure an earlier one is as it was."
    })
@SuppressWarnings("NullAway.Init")
final class ExportCommand implements Runnable {

  @ParentCommand private TicketsCommand tickets;
  @Spec private CommandSpec spec;

  @Option(
      names = "--view",
      required = true,
      paramLabel = "V",
      completionCandidates = View.Names.class,
      description = "The table or view: ${COMPLETION-CANDIDATES}.")
  private String view;

  @Option(
      names = "--where",
      paramLabel = "COLUMN=VALUE",
      description = {
        "Rows for which this holds: =, !=, <, <=, > or >= of a value, or = and != of null.",
        "May be given several times: all must hold."
      })
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--columns",
      paramLabel = "C",
      split = ",",
      description = "These columns, in this order. Default: all.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--format",
      required = true,
      paramLabel = "F",
      completionCandidates = RowFormats.Names.class,
      description = "${COMPLETION-CANDIDATES}; parquet needs ticket-store-parquet.")
  private String format;

  @Mixin private final OutputFile out = new OutputFile();

  @Override
  public void run() {
    if (!out.isGiven()) {
      throw usage("--out is missing: name a file, or - for standard output", null);
    }
    View asked = view();
    RowFormat rows = checked("--format", () -> RowFormats.named(format));
    @Nullable Path file = out.isStandardOutput() ? null : out.path(tickets, spec);
    if (file == null && !(rows instanceof TextFormat)) {
      throw usage("--out: " + format + " takes a file, not standard output", null);
    }
    long count = tickets.readingStore(spec, store -> export(store, asked, rows, file));
    if (tickets.json() && file != null) {
      tickets.printJson(
          Json.object().put("view", view).put("rows", count).put("out", out.toString()));
    } else if (file != null) {
      tickets.environment().out().println("Exported " + rows(count) + " of " + view + ".");
    }
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : count + " rows";
  }

  private View view() {
    View all = checked("--view", () -> View.named(view));
    View selected = columns.isEmpty() ? all : checked("--columns", () -> all.select(columns));
    for (String comparison : where) {
      View filtered = selected;
      selected = checked("--where", () -> filtered.where(comparison));
    }
    return selected;
  }

  private <T> T checked(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw usage(option + ": " + e.getMessage(), e);
    }
  }

  private ParameterException usage(String message, @Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }

  private long export(TicketStore store, View asked, RowFormat rows, @Nullable Path file) {
    Environment environment = tickets.environment();
    return out.writing(
        () -> {
          try (Progress progress = Progress.rows(environment, "Export", -1)) {
            Export export = new Export(store, asked, progress);
            return file == null
                ? export.toOutput(environment.out(), (TextFormat) rows)
                : export.toFile(file, rows);
          }
        });
  }
}
