package dev.ticketstore.cli.output;

/** When output is in colour. */
public enum ColorMode {
  /** On a terminal, unless the variable {@code NO_COLOR} is set and not empty. */
  AUTO,
  ALWAYS,
  NEVER
}
