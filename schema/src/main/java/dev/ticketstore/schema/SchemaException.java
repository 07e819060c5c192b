package dev.ticketstore.schema;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A schema could not be read, checked or changed. {@link #reason()} says why; the message says what
 * to do next.
 */
public final class SchemaException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Why a migration did not happen. */
  public enum Reason {
    /** Changes of this library are missing in the database. */
    OUTDATED,
    /** Changes are missing before others that are there: a migration by other means broke off. */
    HALF_MIGRATED,
    /** The database has changes that this library does not know. */
    NEWER,
    /** A change was edited after it had been applied, or the changelog contradicts itself. */
    INVALID,
    /** No change has this tag. */
    UNKNOWN_TAG,
    /** There are tables that this library would make, and it did not make them. */
    FOREIGN,
    /** Another process migrates this database, and did not finish in time. */
    LOCKED,
    /** The database is neither SQLite nor PostgreSQL. */
    UNSUPPORTED_DATABASE,
    /** A library that the call needs is not on the class path; the message names it. */
    MISSING_LIBRARY,
    /** The database refused; the cause is its own exception. */
    FAILED
  }

  private final Reason reason;

  /** Makes an exception with its reason, a message that says what to do, and what caused it. */
  public SchemaException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Makes an exception with its reason and a message that says what to do. */
  public SchemaException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** Why the schema is not as it should be. */
  public Reason reason() {
    return reason;
  }
}
