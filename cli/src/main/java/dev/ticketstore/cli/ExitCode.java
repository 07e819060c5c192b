package dev.ticketstore.cli;

import dev.ticketstore.schema.SchemaException.Reason;

/**
 * The exit codes; those above 2 are for scripts that run {@code tickets schema} or {@code doctor}.
 */
public final class ExitCode {

  /** The operation succeeded. */
  public static final int DONE = 0;

  /** The operation failed. */
  static final int FAILED = 1;

  /** The command line is wrong; nothing has been done. */
  static final int USAGE = 2;

  /** Changes are pending. */
  public static final int PENDING = 3;

  /** Another process keeps the database. */
  static final int LOCKED = 4;

  /** The database is not what a released version of this library has made. */
  static final int INVALID = 5;

  /** The database has changes that this version does not know. */
  static final int NEWER = 6;

  /** The schema differs from what the applied changes mean. */
  public static final int DRIFT = 7;

  /** The doctor found something that does not work. */
  static final int PROBLEM = 8;

  private ExitCode() {}

  /** The exit code of a command that failed for {@code reason}. */
  static int of(Reason reason) {
    return switch (reason) {
      case OUTDATED -> PENDING;
      case LOCKED -> LOCKED;
      case INVALID, FOREIGN, HALF_MIGRATED, UNRELEASED -> INVALID;
      case NEWER -> NEWER;
      case INTERRUPTED,
          UNKNOWN_TAG,
          UNKNOWN_CHANGE,
          UNSUPPORTED_DATABASE,
          MISSING_LIBRARY,
          FAILED ->
          FAILED;
    };
  }
}
