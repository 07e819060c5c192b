package dev.ticketstore.model;

import java.util.Locale;

/** What an event of a ticket's history tells of. */
public enum EventKind implements Literal {
  /** The ticket was opened. */
  OPENED,
  /** Its status changed. */
  STATUS,
  /** It was held, or its hold was released. */
  HELD,
  /** Its cause was found, or found to be another one. */
  DIAGNOSIS,
  /** A later observation was of another severity. */
  SEVERITY,
  /** Its key began or ceased to open tickets again and again. */
  FLAPPING,
  /** Somebody took it over, or gave it back. */
  ASSIGNEE,
  /** Somebody said something. */
  COMMENT;

  private final String literal = name().toLowerCase(Locale.ROOT);

  @Override
  public String literal() {
    return literal;
  }
}
