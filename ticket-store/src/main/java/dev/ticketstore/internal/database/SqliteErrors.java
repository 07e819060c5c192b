package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
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
  static @Nullable DatabaseException translate(Throwable e) {
    SQLiteException sqlite = ErrorTranslation.find(e, SQLiteException.class);
    return sqlite == null
        ? null
        : new DatabaseException(reason(sqlite.getResultCode()), sqlite.getMessage(), e);
  }

  /** The result codes are those of <a href="https://www.sqlite.org/rescode.html">SQLite</a>. */
  private static Reason reason(SQLiteErrorCode extended) {
    if (extended == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT) {
      return Reason.CONFLICT;
    }
    return switch (SQLiteErrorCode.getErrorCode(extended.code & 0xff)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> Reason.LOCKED;
      case SQLITE_READONLY -> Reason.READ_ONLY;
      case SQLITE_IOERR -> Reason.IO;
      case SQLITE_CORRUPT -> Reason.CORRUPT;
      case SQLITE_FULL -> Reason.DISK_FULL;
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH -> Reason.CANNOT_OPEN;
      case SQLITE_NOTADB -> Reason.NOT_A_DATABASE;
      default -> Reason.OTHER;
    };
  }
}
