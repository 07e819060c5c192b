package dev.ticketstore;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The database did not do what the store asked. {@link #reason()} says why; the cause, if any, is
 * the driver's exception.
 */
public final class DatabaseException extends TicketStoreException {

  @Serial private static final long serialVersionUID = 1L;

  /** Why the database did not do it. */
  public enum Reason {
    /** Another connection kept a lock for longer than the timeout. Nothing has changed. */
    LOCKED(
        true, "another connection kept the database or a row locked past the timeout; try again"),
    /**
     * PostgreSQL ended the transaction to resolve a deadlock or a conflict. Nothing has changed.
     */
    CONFLICT(true, "a concurrent transaction got in the way; run the whole transaction again"),
    /** All connections of the pool were in use for longer than the timeout. Nothing has changed. */
    POOL_EXHAUSTED(
        true, "no connection became free within the timeout; try again, or allow a larger pool"),
    /** No connection could be made, as the server is down or unreachable. Nothing has changed. */
    CONNECTION_REFUSED(
        true, "no connection could be made; check the address and that the server runs"),
    /**
     * The connection broke while the call ran. Whether the call took effect is unknown, so it is
     * not retryable: look first.
     */
    CONNECTION_LOST(
        false,
        "the connection broke, and whether the call took effect is unknown; look before you repeat it"),
    /** The thread was interrupted while it waited. Nothing has changed. */
    INTERRUPTED(false, "the thread was interrupted while it waited; nothing has changed"),
    /**
     * The server ended the statement for its {@code statement_timeout}, or for an administrator.
     * Nothing has changed.
     */
    CANCELED(
        true,
        "the server canceled the statement, and nothing has changed; try again, or raise its statement_timeout"),
    /**
     * The data source gave a connection inside a transaction of somebody's. Nothing has changed.
     */
    IN_TRANSACTION(
        false,
        "the data source gave a connection inside a transaction of its own; use TicketStore.within for that"
            + " transaction, or a data source whose connections are in none"),
    /** A statement of the caller's transaction had failed before, so that it executes no more. */
    TRANSACTION_FAILED(
        false,
        "an earlier statement of this transaction failed; roll the transaction back and run it again"),
    /** The database user lacks a privilege. Nothing has changed. */
    PERMISSION_DENIED(
        false,
        "the database user lacks a privilege; `tickets schema grants` prints what it needs, and the"
            + " owner of the tables migrates them"),
    /** A query of the caller's own is not valid for the database. */
    INVALID_QUERY(false, "the database rejected a query of the caller's own; correct the query"),
    /** A query of the caller's own would write. Nothing has changed. */
    WRITE_IN_READ(
        false, "a query given to read would write; use an operation of the store, or within"),
    /** The server does not accept the user or the password, or asks for a password and got none. */
    AUTHENTICATION(
        false, "the server does not accept this user and password, or needs some; check both"),
    /** The server has no such database. */
    UNKNOWN_DATABASE(false, "the server has no such database; create it first"),
    /** The search path names no schema that exists. */
    UNKNOWN_SCHEMA(
        false, "no schema of the search path exists; create it, or name another by currentSchema"),
    /** The file was deleted or replaced while the store had it open. Nothing has changed in it. */
    FILE_REPLACED(
        false, "the file was deleted or replaced while it was open; open the store again"),
    /** The file cannot be opened: its folder is missing, or access is denied. */
    CANNOT_OPEN(
        false, "the file cannot be opened; check that its folder exists and may be written"),
    /** The file, its folder or the server is read-only. */
    READ_ONLY(
        false, "the database is read-only; check the permissions of the file and of its folder"),
    /** The server is a standby, which cannot answer this. */
    STANDBY(false, "the server is a standby; connect to the primary"),
    /** The file is something else than a SQLite database. */
    NOT_A_DATABASE(false, "the file is not a SQLite database; check its path"),
    /**
     * The database is damaged, or holds a value that no column can have; the message then has
     * table, id and column.
     */
    CORRUPT(false, "the database is damaged; stop writing to it and restore a backup"),
    /** No space is left. Nothing has changed. */
    DISK_FULL(true, "no space is left for the database; free some and try again"),
    /**
     * Reading or writing the file failed. A commit whose write to the disk failed may be there
     * after a crash, so whether the call took effect is unknown.
     */
    IO(false, "reading or writing the database failed; check the disk"),
    /** The database lacks changes that this library needs. */
    SCHEMA_OLDER(
        false,
        "the schema is older than this library; update it, or open the store with SchemaPolicy.UPDATE"),
    /** The database has changes that this library does not know. */
    SCHEMA_NEWER(false, "the schema is newer than this library; use a newer library"),
    /** A build before the first release made the database, which cannot be migrated. */
    SCHEMA_UNRELEASED(
        false,
        "the schema is of a build before the first release and cannot be migrated; make a new database"),
    /** Changes are missing before others that are there. */
    SCHEMA_HALF_MIGRATED(false, "the schema has a gap that another tool left; update the schema"),
    /** There are tables that this library would make, and it did not make them. */
    SCHEMA_FOREIGN(false, "the database belongs to another program"),
    /** Changes in the database were edited after their release, or could not be applied. */
    SCHEMA_INVALID(false, "the schema is not what this library would have made"),
    /** The database system or its version is not supported. */
    UNSUPPORTED(false, "this database system, or its version or setting, is not supported"),
    /** The native library of sqlite-jdbc could not be loaded. */
    NATIVE_LIBRARY(
        false,
        "the native SQLite library could not be unpacked and loaded; set the system property org.sqlite.tmpdir to a"
            + " folder that may be written and is not mounted noexec"),
    /** A library that only some stores need is not on the class path; the message names it. */
    MISSING_LIBRARY(false, "a library that this needs is not on the class path"),
    /** Anything else; the cause tells. */
    OTHER(false, "the database refused");

    private final boolean retryable;
    private final String advice;

    Reason(boolean retryable, String advice) {
      this.retryable = retryable;
      this.advice = advice;
    }
  }

  private final Reason reason;

  /**
   * Makes an exception whose message is what happened and what to do, from {@code reason}, and
   * {@code detail}.
   */
  public DatabaseException(Reason reason, @Nullable String detail, @Nullable Throwable cause) {
    super(
        reason + ": " + reason.advice + (detail == null ? "." : " (" + detail.strip() + ")."),
        cause);
    this.reason = reason;
  }

  /** Why the database did not do it. */
  public Reason reason() {
    return reason;
  }

  /**
   * Whether the call may have taken effect all the same. Look before repeating it, or give
   * observations an id, with which a repeat is safe.
   */
  public boolean isOutcomeUnknown() {
    return switch (reason) {
      case CONNECTION_LOST, IO, CORRUPT, FILE_REPLACED, OTHER -> true;
      default -> false;
    };
  }

  @Override
  public boolean isRetryable() {
    return reason.retryable;
  }

  @Override
  public boolean isRetryableIfIdempotent() {
    return switch (reason) {
      case CONNECTION_LOST, IO -> true;
      default -> isRetryable();
    };
  }
}
