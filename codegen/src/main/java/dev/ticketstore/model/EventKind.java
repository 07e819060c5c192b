package dev.ticketstore.model;

import java.util.Locale;

/** The kinds of events in a ticket's history. */
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
  /** The assignee changed. */
  ASSIGNEE,
  /** A comment was written. */
  COMMENT;

  private final String literal = name().toLowerCase(Locale.ROOT);

  @Override
  public String literal() {
    return literal;
  }
}
