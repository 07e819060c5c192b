package dev.ticketstore.model;

import java.util.Locale;

/** How bad a violation is, from least to most. */
public enum Severity implements Literal {
  /** Worth knowing. */
  INFO,
  /** Needs attention. */
  WARNING,
  /** Needs attention now. */
  CRITICAL;

  private final String literal = name().toLowerCase(Locale.ROOT);

  @Override
  public String literal() {
    return literal;
  }
}
