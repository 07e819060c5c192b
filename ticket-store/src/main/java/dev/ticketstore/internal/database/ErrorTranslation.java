package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.schema.SchemaException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the exceptions of drivers, pools and Liquibase into ours, by their codes and never by their
 * texts.
 */
public final class ErrorTranslation {

  private ErrorTranslation() {}

  /** Runs {@code work}; what the database did not do is thrown as a {@link DatabaseException}. */
  public static <T> T translating(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException e) {
      SQLException sql = find(e, SQLException.class);
      throw sql == null ? e : inUse(sql);
    }
  }

  /** The failure of a statement on a connection. */
  public static DatabaseException inUse(SQLException e) {
    return translate(e, Reason.CONNECTION_LOST);
  }

  /** The failure to make a connection, or to get one from a pool. */
  public static DatabaseException connecting(Throwable e) {
    boolean noNativeLibrary =
        find(e, UnsatisfiedLinkError.class) != null
            || (OptionalLibrary.SQLITE_JDBC.isPresent() && SqliteErrors.lacksNativeLibrary(e));
    if (noNativeLibrary) {
      return new DatabaseException(Reason.NATIVE_LIBRARY, e.getMessage(), e);
    }
    SQLException sql = find(e, SQLException.class);
    if (sql == null) {
      return new DatabaseException(Reason.OTHER, e.getMessage(), e);
    }
    if (sql instanceof SQLTransientConnectionException
        && find(sql.getCause(), SQLException.class) == null) {
      return new DatabaseException(Reason.POOL_EXHAUSTED, sql.getMessage(), e);
    }
    return translate(sql, Reason.CONNECTION_REFUSED);
  }

  /** The failure of a migration or of a validation. */
  public static DatabaseException schema(SchemaException e) {
    SQLException sql = find(e, SQLException.class);
    return switch (e.reason()) {
      case OUTDATED -> new DatabaseException(Reason.SCHEMA_OLDER, e.getMessage(), e);
      case NEWER -> new DatabaseException(Reason.SCHEMA_NEWER, e.getMessage(), e);
      case UNRELEASED -> new DatabaseException(Reason.SCHEMA_UNRELEASED, e.getMessage(), e);
      case HALF_MIGRATED -> new DatabaseException(Reason.SCHEMA_HALF_MIGRATED, e.getMessage(), e);
      case FOREIGN -> new DatabaseException(Reason.SCHEMA_FOREIGN, e.getMessage(), e);
      case INVALID, UNKNOWN_TAG -> new DatabaseException(Reason.SCHEMA_INVALID, e.getMessage(), e);
      case LOCKED -> new DatabaseException(Reason.LOCKED, e.getMessage(), e);
      case UNSUPPORTED_DATABASE -> new DatabaseException(Reason.UNSUPPORTED, e.getMessage(), e);
      case MISSING_LIBRARY -> new DatabaseException(Reason.MISSING_LIBRARY, e.getMessage(), e);
      case FAILED -> {
        DatabaseException translated = sql == null ? null : translate(sql, Reason.CONNECTION_LOST);
        yield translated == null || translated.reason() == Reason.OTHER
            ? new DatabaseException(Reason.SCHEMA_INVALID, e.getMessage(), e)
            : translated;
      }
    };
  }

  private static DatabaseException translate(SQLException e, Reason broken) {
    if (OptionalLibrary.SQLITE_JDBC.isPresent()) {
      DatabaseException sqlite = SqliteErrors.translate(e);
      if (sqlite != null) {
        return sqlite;
      }
    }
    // A pool wraps what the driver threw.
    SQLException sql = innermost(e);
    return new DatabaseException(postgres(sql.getSQLState(), broken), sql.getMessage(), e);
  }

  /**
   * The states are those of <a
   * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL</a>.
   */
  private static Reason postgres(@Nullable String state, Reason broken) {
    if (state == null) {
      return Reason.OTHER;
    }
    return switch (state) {
      // Of the unique keys only an episode's or a cycle's can be met, when another call was faster.
      case "40001", "40P01", "23505" -> Reason.CONFLICT;
      case "55P03" -> Reason.LOCKED;
      case "25006" -> Reason.READ_ONLY;
      case "53100" -> Reason.DISK_FULL;
      case "53300", "57P03" -> Reason.CONNECTION_REFUSED;
      case "57P01", "57P02" -> Reason.CONNECTION_LOST;
      case "58030" -> Reason.IO;
      case "XX001", "XX002" -> Reason.CORRUPT;
      case "3D000" -> Reason.UNKNOWN_DATABASE;
      case "42P01", "42703" -> Reason.SCHEMA_OLDER;
      default ->
          switch (state.substring(0, 2)) {
            case "08" -> broken;
            case "28" -> Reason.AUTHENTICATION;
            default -> Reason.OTHER;
          };
    };
  }

  private static SQLException innermost(SQLException e) {
    SQLException within = find(e.getCause(), SQLException.class);
    return within == null ? e : innermost(within);
  }

  /** The first cause of a type; null for none. */
  static <T> @Nullable T find(@Nullable Throwable e, Class<T> type) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
    }
    return null;
  }
}
