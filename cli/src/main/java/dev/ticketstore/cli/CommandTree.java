package dev.ticketstore.cli;

import dev.ticketstore.cli.output.Terminal;
import dev.ticketstore.cli.schema.SchemaCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.RunLast;

/**
 * The commands below {@code tickets}. To build all of them takes longer than most commands run, so
 * that only those are built whose names the arguments have, unless more are needed.
 */
final class CommandTree {

  private static final int NARROWEST_HELP = 55;
  private static final int WIDEST_HELP = 100;

  /** By name, in the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("observe", ObserveCommand.class);
    COMMANDS.put("replay", ReplayCommand.class);
    COMMANDS.put("import", ImportCommand.class);
    COMMANDS.put("list", ListCommand.class);
    COMMANDS.put("show", ShowCommand.class);
    COMMANDS.put("history", HistoryCommand.class);
    COMMANDS.put("watch", WatchCommand.class);
    COMMANDS.put("acknowledge", AcknowledgeCommand.class);
    COMMANDS.put("diagnose", DiagnoseCommand.class);
    COMMANDS.put("assign", AssignCommand.class);
    COMMANDS.put("comment", CommentCommand.class);
    COMMANDS.put("resolve", ResolveCommand.class);
    COMMANDS.put("hold", HoldCommand.class);
    COMMANDS.put("unhold", UnholdCommand.class);
    COMMANDS.put("bulk", BulkCommand.class);
    COMMANDS.put("purge", PurgeCommand.class);
    COMMANDS.put("export", ExportCommand.class);
    COMMANDS.put("report", ReportCommand.class);
    COMMANDS.put("copy", CopyCommand.class);
    COMMANDS.put("schema", SchemaCommand.class);
    COMMANDS.put("doctor", DoctorCommand.class);
    COMMANDS.put("completion", CompletionCommand.class);
    COMMANDS.put("man", ManCommand.class);
    COMMANDS.put("help", HelpCommand.class);
  }

  /** Those that print something about the others. */
  private static final List<Class<?>> ABOUT_ALL =
      List.of(CompletionCommand.class, ManCommand.class, HelpCommand.class);

  private final Environment environment;

  CommandTree(Environment environment) {
    this.environment = environment;
  }

  /** Runs the command that the arguments name, and returns its exit code. */
  int execute(String... args) {
    Map<String, Class<?>> named = new LinkedHashMap<>(COMMANDS);
    named.keySet().retainAll(List.of(args));
    if (named.isEmpty() || named.values().stream().anyMatch(ABOUT_ALL::contains)) {
      return all().execute(args);
    }
    CommandLine some = commandLine(named);
    IParameterExceptionHandler errors = some.getParameterExceptionHandler();
    // What the help says, and a message about a mistake, may be about any command.
    return some.setParameterExceptionHandler((mistake, same) -> all().execute(args))
        .setExecutionStrategy(
            parsed -> {
              if (!parsed.hasSubcommand() || parsed.isUsageHelpRequested()) {
                return all().execute(args);
              }
              // A command that has begun must not run again.
              some.setParameterExceptionHandler(errors);
              return new RunLast().execute(parsed);
            })
        .execute(args);
  }

  /** With all commands. */
  CommandLine all() {
    return commandLine(COMMANDS);
  }

  private CommandLine commandLine(Map<String, Class<?>> commands) {
    TicketsCommand tickets = new TicketsCommand(environment);
    ErrorHandler errors = new ErrorHandler(tickets);
    Terminal terminal = environment.terminal();
    CommandLine root = new CommandLine(tickets);
    commands.forEach(root::addSubcommand);
    return root
        // A message may begin with a name, as in "@oncall look at this".
        .setExpandAtFiles(false)
        .setOut(environment.out())
        .setErr(environment.err())
        .setColorScheme(
            Help.defaultColorScheme(environment.colors() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(Math.min(WIDEST_HELP, Math.max(NARROWEST_HELP, terminal.columns())))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }
}
