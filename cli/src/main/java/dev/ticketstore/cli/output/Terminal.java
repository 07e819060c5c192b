package dev.ticketstore.cli.output;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where standard output and standard error lead to. Java 17 cannot find that out, so the launcher
 * does, and passes it in system properties.
 *
 * @param out where standard output leads to
 * @param err where standard error leads to
 * @param columns how wide the terminal is
 */
public record Terminal(Kind out, Kind err, int columns) {

  /** The kinds of outputs. */
  public enum Kind {
    TERMINAL,
    PIPE,
    OTHER
  }

  static final int DEFAULT_COLUMNS = 80;

  private static final String PREFIX = "tickets.";

  /** No terminal, as for a program that was started without the launcher. */
  public static Terminal none() {
    return new Terminal(Kind.OTHER, Kind.OTHER, DEFAULT_COLUMNS);
  }

  /**
   * The values of the launcher; the variable {@code COLUMNS} wins over the width that it measured.
   */
  public static Terminal of(Properties properties, Map<String, String> variables) {
    int measured = columns(properties.getProperty(PREFIX + "columns"), DEFAULT_COLUMNS);
    return new Terminal(
        kind(properties.getProperty(PREFIX + "stdout")),
        kind(properties.getProperty(PREFIX + "stderr")),
        columns(variables.get("COLUMNS"), measured));
  }

  public boolean outIsTerminal() {
    return out == Kind.TERMINAL;
  }

  public boolean errIsTerminal() {
    return err == Kind.TERMINAL;
  }

  private static Kind kind(@Nullable String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    return Kind.OTHER;
  }

  private static int columns(@Nullable String text, int otherwise) {
    return text != null && text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : otherwise;
  }
}
