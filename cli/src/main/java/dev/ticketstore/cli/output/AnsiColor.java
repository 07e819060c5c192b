package dev.ticketstore.cli.output;

import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;

/** Colours that every terminal has, by the escape sequences of ECMA-48. */
public enum AnsiColor {
  PLAIN(""),
  BOLD_RED("1;31"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  AnsiColor(String code) {
    this.code = code;
  }

  static AnsiColor of(TicketStatus status) {
    return switch (status) {
      case OPEN -> RED;
      case ACKNOWLEDGED -> YELLOW;
      case DIAGNOSED -> CYAN;
      case RESOLVED -> GREEN;
    };
  }

  static AnsiColor of(Severity severity) {
    return switch (severity) {
      case INFO -> PLAIN;
      case WARNING -> YELLOW;
      case CRITICAL -> BOLD_RED;
    };
  }

  /** The cell in this colour. Blanks at its end stay outside, and its width is as before. */
  public String paint(String cell) {
    if (this == PLAIN) {
      return cell;
    }
    String text = cell.stripTrailing();
    return ESCAPE + code + "m" + text + ESCAPE + "0m" + cell.substring(text.length());
  }
}
