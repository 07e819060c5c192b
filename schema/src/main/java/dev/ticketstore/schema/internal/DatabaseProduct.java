package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * A database system, with the steps of a migration that differ between the two. An unknown system
 * must not be guessed at.
 */
public enum DatabaseProduct {

  /** One file with one writer at a time. */
  SQLITE("sqlite") {
    @Override
    boolean tryToBegin(Connection connection) throws SQLException {
      long before = Sql.queryLong(connection, "pragma busy_timeout");
      Sql.execute(connection, "pragma busy_timeout = 0");
      try {
        Sql.execute(connection, "begin immediate");
        return true;
      } catch (SQLException e) {
        if (isLocked(e)) {
          return false;
        }
        throw e;
      } finally {
        Sql.execute(connection, "pragma busy_timeout = " + before);
      }
    }

    /** A transaction of SQLite has the lock from its beginning. */
    @Override
    String limitLocks(Connection connection, String timeout, boolean inTransaction) {
      return timeout;
    }

    /** No change for SQLite runs outside a transaction, and SQLite has no lock outside one. */
    @Override
    boolean tryToLock(Connection connection) {
      throw new UnsupportedOperationException("SQLite migrates in a transaction only");
    }

    @Override
    void unlock(Connection connection) {
      throw new UnsupportedOperationException("SQLite migrates in a transaction only");
    }

    @Override
    void insistOnOneTransaction(Connection connection) {
      // SQLite migrates in one transaction only.
    }
  },

  /** A server whose advisory locks keep other migrations out and end with the connection. */
  POSTGRESQL("postgresql") {
    @Override
    boolean tryToBegin(Connection connection) throws SQLException {
      Sql.execute(connection, "begin isolation level read committed");
      boolean locked = tryTo(connection, "pg_try_advisory_xact_lock");
      if (!locked) {
        Sql.execute(connection, "rollback");
      }
      return locked;
    }

    @Override
    String limitLocks(Connection connection, String timeout, boolean inTransaction)
        throws SQLException {
      return Sql.query(
              connection,
              "select current_setting('lock_timeout'), set_config('lock_timeout', ?, ?)",
              row -> row.getString(1),
              timeout,
              inTransaction)
          .get(0);
    }

    @Override
    boolean tryToLock(Connection connection) throws SQLException {
      return tryTo(connection, "pg_try_advisory_lock");
    }

    @Override
    void unlock(Connection connection) throws SQLException {
      tryTo(connection, "pg_advisory_unlock");
    }

    private static boolean tryTo(Connection connection, String function) throws SQLException {
      return Sql.queryLong(connection, "select " + function + "(" + ADVISORY_LOCK + ")::int") == 1;
    }

    @Override
    void insistOnOneTransaction(Connection connection) throws SQLException {
      Sql.execute(connection, "set local ticketstore.one_transaction = 'on'");
    }
  };

  /** An arbitrary number, the same in all versions of this library. */
  static final long ADVISORY_LOCK = 0x7469636b65747331L;

  /** Of PostgreSQL: lock_not_available and deadlock_detected. */
  private static final Set<String> NO_LOCK = Set.of("55P03", "40P01");

  private static final int SQLITE_BUSY = 5;

  private final String shortName;

  DatabaseProduct(String shortName) {
    this.shortName = shortName;
  }

  /**
   * The system behind a connection.
   *
   * @throws SchemaException {@link Reason#UNSUPPORTED_DATABASE} for any other system
   */
  static DatabaseProduct of(Connection connection) throws SQLException {
    String name = connection.getMetaData().getDatabaseProductName();
    return switch (name) {
      case "SQLite" -> SQLITE;
      case "PostgreSQL" -> POSTGRESQL;
      default ->
          throw new SchemaException(
              Reason.UNSUPPORTED_DATABASE,
              "Expected SQLite or PostgreSQL, not " + name + ".",
              null);
    };
  }

  /** Liquibase's name for it. */
  public String shortName() {
    return shortName;
  }

  /** Begins a transaction that keeps other migrations out, unless one is under way. */
  abstract boolean tryToBegin(Connection connection) throws SQLException;

  /** The statement that begins a transaction that only reads. */
  String beginReading() {
    return this == SQLITE ? "begin" : "begin isolation level repeatable read read only";
  }

  /**
   * Limits the wait for each lock of a table.
   *
   * @param timeout such as {@code 2000ms}
   * @param inTransaction whether the limit ends with the transaction
   * @return the limit of before
   */
  abstract String limitLocks(Connection connection, String timeout, boolean inTransaction)
      throws SQLException;

  /** Keeps other migrations out, outside a transaction, unless one is under way. */
  abstract boolean tryToLock(Connection connection) throws SQLException;

  /** Lets the next migration in. */
  abstract void unlock(Connection connection) throws SQLException;

  /** Makes changes that have a choice run within this transaction. */
  abstract void insistOnOneTransaction(Connection connection) throws SQLException;

  /** Whether a lock was not available in time, or was taken back to end a deadlock. */
  public static boolean isLocked(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof SQLException e
          && ((e.getErrorCode() & 0xff) == SQLITE_BUSY
              || (e.getSQLState() != null && NO_LOCK.contains(e.getSQLState())))) {
        return true;
      }
    }
    return false;
  }
}
