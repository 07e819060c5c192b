package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.internal.database.ErrorTranslation.Origin;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Reads the exceptions of sqlite-jdbc. Must not be used before {@link OptionalLibrary#SQLITE_JDBC}
 * is known to be present.
 */
final class SqliteErrors {

  private SqliteErrors() {}

  /** Whether the native library could not be unpacked or loaded. */
  static boolean lacksNativeLibrary(Throwable e) {
    return ErrorTranslation.find(e, NativeLibraryNotFoundException.class) != null;
  }

  /** What SQLite said, or null if {@code e} is not of sqlite-jdbc. */
  static @Nullable DatabaseException translate(Throwable e, Origin origin) {
    SQLiteException sqlite = ErrorTranslation.find(e, SQLiteException.class);
    return sqlite == null
        ? null
        : new DatabaseException(reason(sqlite.getResultCode(), origin), sqlite.getMessage(), e);
  }

  /** The result codes are those of <a href="https://www.sqlite.org/rescode.html">SQLite</a>. */
  private static Reason reason(SQLiteErrorCode extended, Origin origin) {
    if (extended == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT) {
      return Reason.CONFLICT;
    }
    // Extended codes speak of the file.
    if (origin == Origin.CALLER && extended == SQLiteErrorCode.SQLITE_READONLY) {
      return Reason.WRITE_IN_READ;
    }
    return switch (SQLiteErrorCode.getErrorCode(extended.code & 0xff)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> Reason.LOCKED;
      case SQLITE_READONLY -> Reason.READ_ONLY;
      case SQLITE_IOERR -> Reason.IO;
      case SQLITE_CORRUPT -> Reason.CORRUPT;
      case SQLITE_FULL -> Reason.DISK_FULL;
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH -> Reason.CANNOT_OPEN;
      case SQLITE_NOTADB -> Reason.NOT_A_DATABASE;
      case SQLITE_INTERRUPT -> Reason.CANCELED;
      case SQLITE_ERROR, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE ->
          origin == Origin.CALLER ? Reason.INVALID_QUERY : Reason.OTHER;
      default -> Reason.OTHER;
    };
  }
}
