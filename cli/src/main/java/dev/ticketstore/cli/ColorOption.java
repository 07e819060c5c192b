package dev.ticketstore.cli;

import dev.ticketstore.cli.input.Converters;
import dev.ticketstore.cli.output.ColorMode;
import picocli.CommandLine.Option;

/** Whether output is in colour. */
final class ColorOption {

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      converter = Converters.ToColorMode.class,
      completionCandidates = Converters.ColorModes.class,
      description = {
        "Colours: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE},",
        "which is on a terminal, unless NO_COLOR is set."
      })
  private ColorMode mode = ColorMode.AUTO;

  /** Whether standard output is in colour. */
  boolean isOn(Environment environment) {
    return switch (mode) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> environment.colors();
    };
  }
}
