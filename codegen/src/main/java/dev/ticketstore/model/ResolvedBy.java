package dev.ticketstore.model;

import java.util.Locale;

/** Which kind of change resolved a ticket. */
public enum ResolvedBy implements Literal {
  /** A call of a persons, or of a program in its name. */
  PERSON,
  /** A complete check cycle that did not report the violation. */
  CYCLE,
  /** A program that writes the table itself. */
  OTHER_PROGRAM;

  private final String literal = name().toLowerCase(Locale.ROOT);

  @Override
  public String literal() {
    return literal;
  }
}
