package dev.ticketstore.model;

import java.util.Locale;

/** How a run of checks ended. */
public enum CycleOutcome implements Literal {
  /** All checks of the scope were evaluated; those that did not fail passed. */
  COMPLETE,
  /** Some checks of the scope were not evaluated; a check that did not fail proves nothing. */
  PARTIAL,
  /** The run broke down; a check that did not fail proves nothing. */
  FAILED;

  private final String literal = name().toLowerCase(Locale.ROOT);

  @Override
  public String literal() {
    return literal;
  }
}
