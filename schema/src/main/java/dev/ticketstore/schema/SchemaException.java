package dev.ticketstore.schema;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The schema could not be read, checked or changed. {@link #reason()} says why; the message says
 * what to do next.
 */
public final class SchemaException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** The reason of a failure. */
  public enum Reason {
    /** The database lacks changes of this library. */
    OUTDATED,
    /** The database lacks changes before others that it has: another tool left a gap. */
    HALF_MIGRATED,
    /** The database has changes of a newer version of this library. */
    NEWER,
    /**
     * A build before the first release made the database. It cannot be migrated; the message says
     * how to keep its content.
     */
    UNRELEASED,
    /** A change was edited after it had been applied, or the changelog contradicts itself. */
    INVALID,
    /** No change has this tag. */
    UNKNOWN_TAG,
    /** No such change has been applied. */
    UNKNOWN_CHANGE,
    /** Another program made a table with the name of one of the store's or of Liquibase's. */
    FOREIGN,
    /** Another process kept the database locked for longer than the timeout. */
    LOCKED,
    /** The thread was interrupted while it waited for a lock. */
    INTERRUPTED,
    /** The database is neither SQLite nor PostgreSQL. */
    UNSUPPORTED_DATABASE,
    /** A library that the call needs is not on the class path; the message names it. */
    MISSING_LIBRARY,
    /** The database rejected a statement; the cause is the driver's exception. */
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

  /** The reason of the failure. */
  public Reason reason() {
    return reason;
  }
}
