package dev.ticketstore.jooq.types;

import java.util.Locale;

/**
 * The lifecycle of a ticket. It moves forward only; steps may be skipped; {@link #RESOLVED} is
 * final.
 */
public enum TicketStatus implements StoredName {
  /** Reported, and nobody has looked at it. */
  OPEN,
  /** Somebody looks after it. */
  ACKNOWLEDGED,
  /** Its cause is known. */
  DIAGNOSED,
  /** The violation is gone. The next one with this key opens a new ticket. */
  RESOLVED;

  private final String storedName = name().toLowerCase(Locale.ROOT);

  @Override
  public String storedName() {
    return storedName;
  }
}
