package dev.ticketstore.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** One page of the manual for a command and all commands below it, in the macros of man(7). */
public final class ManPage {

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /** The page, which says the version, and no date, so that two builds make the same. */
  public static String of(CommandSpec root, String version) {
    ManPage made = new ManPage();
    made.macro("TH", root.name().toUpperCase(Locale.ROOT), "1", "", version);
    made.macro("SH", "NAME");
    made.line(root.name() + " - " + description(root));
    made.macro("SH", "SYNOPSIS");
    made.line(synopsis(root));
    made.macro("SH", "OPTIONS");
    made.arguments(root);
    made.macro("SH", "COMMANDS");
    made.commands(root);
    made.macro("SH", "EXIT STATUS");
    root.usageMessage().exitCodeList().forEach(made::tagged);
    made.macro("SH", "ENVIRONMENT");
    for (String variable : root.usageMessage().footer()) {
      String[] nameAndText = variable.strip().split("\\s+", 2);
      made.tagged(nameAndText[0], nameAndText[1]);
    }
    return made.page.toString();
  }

  private void commands(CommandSpec parent) {
    parent
        .subcommands()
        .forEach(
            (name, command) -> {
              CommandSpec spec = command.getCommandSpec();
              if (!(spec.userObject() instanceof HelpCommand)) {
                macro("SS", spec.qualifiedName());
                line(description(spec));
                macro("PP");
                line(synopsis(spec));
                arguments(spec);
                commands(spec);
              }
            });
  }

  /** Those that the command does not have from the one above it. */
  private void arguments(CommandSpec spec) {
    for (PositionalParamSpec each : spec.positionalParameters()) {
      tagged(each.paramLabel(), text(each));
    }
    for (OptionSpec each : spec.options()) {
      boolean standard = spec.parent() != null && (each.usageHelp() || each.versionHelp());
      if (!each.inherited() && !each.hidden() && !standard) {
        String value = each.arity().max() > 0 ? "=" + each.paramLabel() : "";
        tagged(String.join(", ", each.names()) + value, text(each));
      }
    }
  }

  private static String description(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }

  private static String synopsis(CommandSpec spec) {
    String text = new Help(spec, Help.defaultColorScheme(Ansi.OFF)).synopsis(0);
    return text.strip().replaceAll("\\s+", " ");
  }

  /** The description with the values that it names. */
  private static String text(ArgSpec arg) {
    Map<String, String> values =
        Map.of(
            "${DEFAULT-VALUE}", String.valueOf(arg.defaultValue()),
            "${COMPLETION-CANDIDATES}", candidates(arg));
    String text = String.join(" ", arg.description());
    for (Map.Entry<String, String> each : values.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }

  private static String candidates(ArgSpec arg) {
    Iterable<String> candidates = arg.completionCandidates();
    return candidates == null ? "" : String.join(", ", candidates);
  }

  private void tagged(String tag, String text) {
    macro("TP");
    line(tag);
    line(text);
  }

  private void macro(String name, String... arguments) {
    List<String> quoted =
        Arrays.stream(arguments).map(each -> " \"" + escape(each) + "\"").toList();
    page.append('.').append(name).append(quoted.stream().collect(Collectors.joining()));
    page.append('\n');
  }

  private void line(String text) {
    page.append(escape(text)).append('\n');
  }

  /** A line must not begin with the sign of a macro, and a hyphen of an option stays one. */
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
