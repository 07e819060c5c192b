package dev.ticketstore.model;

import java.util.Locale;

/**
 * The lifecycle of a ticket. It moves forward only; steps may be skipped; {@link #RESOLVED} is
 * final.
 */
public enum TicketStatus implements Literal {
  /** Reported, and not acknowledged yet. */
  OPEN,
  /** A person looks after it. */
  ACKNOWLEDGED,
  /** Its cause is known. */
  DIAGNOSED,
  /** The violation is gone. The next one with this key opens a new ticket. */
  RESOLVED;

  private final String literal = name().toLowerCase(Locale.ROOT);

  @Override
  public String literal() {
    return literal;
  }
}
