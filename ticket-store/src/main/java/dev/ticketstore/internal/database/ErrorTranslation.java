package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.jooq.types.UnreadableValueException;
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

  /** What the store was doing, by which some codes mean different things. */
  enum Origin {
    /** It made a connection, or took one from a pool. */
    CONNECTING,
    /** It executed a statement of its own. */
    STORE,
    /** It executed a query of its caller's, which cannot write. */
    CALLER
  }

  private ErrorTranslation() {}

  /** Runs {@code work}; what the database did not do is thrown as a {@link DatabaseException}. */
  public static <T> T translating(Supplier<T> work) {
    return translating(work, Origin.STORE);
  }

  /** The same for queries of the caller's, in a transaction that cannot write. */
  static <T> T translatingQueries(Supplier<T> queries) {
    return translating(queries, Origin.CALLER);
  }

  static <T extends @Nullable Object> T translating(Supplier<T> work, Origin origin) {
    try {
      return work.get();
    } catch (DataAccessException e) {
      UnreadableValueException unreadable = find(e, UnreadableValueException.class);
      if (unreadable != null) {
        throw new DatabaseException(Reason.CORRUPT, unreadable.getMessage(), e);
      }
      SQLException sql = find(e, SQLException.class);
      throw sql == null ? e : translate(sql, origin);
    }
  }

  /** The failure of a statement on a connection. */
  public static DatabaseException inUse(SQLException e) {
    return translate(e, Origin.STORE);
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
    if (find(e, InterruptedException.class) != null
        && !(sql instanceof SQLTransientConnectionException)) {
      return new DatabaseException(Reason.INTERRUPTED, null, e);
    }
    if (sql instanceof SQLTransientConnectionException
        && find(sql.getCause(), SQLException.class) == null) {
      return new DatabaseException(Reason.POOL_EXHAUSTED, sql.getMessage(), e);
    }
    return translate(sql, Origin.CONNECTING);
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
      case INVALID, UNKNOWN_TAG, UNKNOWN_CHANGE ->
          new DatabaseException(Reason.SCHEMA_INVALID, e.getMessage(), e);
      case LOCKED -> new DatabaseException(Reason.LOCKED, e.getMessage(), e);
      case INTERRUPTED -> new DatabaseException(Reason.INTERRUPTED, e.getMessage(), e);
      case UNSUPPORTED_DATABASE -> new DatabaseException(Reason.UNSUPPORTED, e.getMessage(), e);
      case MISSING_LIBRARY -> new DatabaseException(Reason.MISSING_LIBRARY, e.getMessage(), e);
      case FAILED -> {
        DatabaseException translated = sql == null ? null : translate(sql, Origin.STORE);
        yield translated == null || translated.reason() == Reason.OTHER
            ? new DatabaseException(Reason.SCHEMA_INVALID, e.getMessage(), e)
            : translated;
      }
    };
  }

  private static DatabaseException translate(SQLException e, Origin origin) {
    if (OptionalLibrary.SQLITE_JDBC.isPresent()) {
      DatabaseException sqlite = SqliteErrors.translate(e, origin);
      if (sqlite != null) {
        return sqlite;
      }
    }
    SQLException sql = ofDriver(e);
    return new DatabaseException(
        PostgresErrors.reason(sql.getSQLState(), origin), sql.getMessage(), e);
  }

  /**
   * What the driver threw, which a pool wraps. The causes of that are others: pgjdbc adds to the
   * failure of a statement the earlier one that failed its transaction.
   */
  private static SQLException ofDriver(SQLException e) {
    SQLException within = find(e.getCause(), SQLException.class);
    boolean wraps = e.getSQLState() == null || e instanceof SQLTransientConnectionException;
    return wraps && within != null ? ofDriver(within) : e;
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
