package dev.ticketstore.jooq.types;

import java.util.Locale;

/** How bad a violation is, from least to most. */
public enum Severity implements StoredName {
  /** Worth knowing. */
  INFO,
  /** Needs attention. */
  WARNING,
  /** Needs attention now. */
  CRITICAL;

  private final String storedName = name().toLowerCase(Locale.ROOT);

  @Override
  public String storedName() {
    return storedName;
  }
}
