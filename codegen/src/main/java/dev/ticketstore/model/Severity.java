package dev.ticketstore.model;

import java.util.Locale;

/** How bad a violation is, from least to most. */
public enum Severity implements Literal {
  /** Worth knowing. */
  INFO(1),
  /** Needs attention. */
  WARNING(2),
  /** Needs attention now. */
  CRITICAL(3);

  private final String literal = name().toLowerCase(Locale.ROOT);

  private final int rank;

  Severity(int rank) {
    this.rank = rank;
  }

  /** The number that sorts as the severity does, 1 to 3; the tables hold it beside the name. */
  public int rank() {
    return rank;
  }

  @Override
  public String literal() {
    return literal;
  }
}
