package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A database system, with the steps of a migration that differ between the two. An unknown system
 * must not be guessed at.
 */
public enum DatabaseProduct {

  /** One file with one writer at a time. */
  SQLITE("sqlite") {
    @Override
    void begin(Connection connection, Duration timeout) throws SQLException {
      long before = Sql.queryLong(connection, "pragma busy_timeout");
      Sql.execute(connection, "pragma busy_timeout = " + timeout.toMillis());
      try {
        Sql.execute(connection, "begin immediate");
      } finally {
        Sql.execute(connection, "pragma busy_timeout = " + before);
      }
    }

    /** No change for SQLite runs outside a transaction, and SQLite has no lock outside one. */
    @Override
    void lock(Connection connection, Duration timeout) {
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
    void begin(Connection connection, Duration timeout) throws SQLException {
      poll(connection, timeout, () -> tryToBegin(connection));
    }

    private static boolean tryToBegin(Connection connection) throws SQLException {
      Sql.execute(connection, "begin isolation level read committed");
      boolean locked = tryTo(connection, "pg_try_advisory_xact_lock");
      if (!locked) {
        Sql.execute(connection, "rollback");
      }
      return locked;
    }

    @Override
    void lock(Connection connection, Duration timeout) throws SQLException {
      poll(connection, timeout, () -> tryTo(connection, "pg_try_advisory_lock"));
    }

    @Override
    void unlock(Connection connection) throws SQLException {
      tryTo(connection, "pg_advisory_unlock");
    }

    private static boolean tryTo(Connection connection, String function) throws SQLException {
      return Sql.queryLong(connection, "select " + function + "(" + ADVISORY_LOCK + ")::int") == 1;
    }

    /**
     * Asks again and again instead of waiting in the server. An index that is created concurrently
     * waits for the end of each older snapshot, and a statement that waits for the lock holds one.
     */
    private static void poll(Connection connection, Duration timeout, Attempt attempt)
        throws SQLException {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!attempt.succeeds()) {
        if (System.nanoTime() > deadline) {
          throw new SQLException("The lock was not available in time.", LOCK_NOT_AVAILABLE);
        }
        Sql.queryLong(connection, "select count(pg_sleep(0.02))");
      }
    }

    @Override
    void insistOnOneTransaction(Connection connection) throws SQLException {
      Sql.execute(connection, "set local ticketstore.one_transaction = 'on'");
    }
  };

  /** An arbitrary number, the same in all versions of this library. */
  static final long ADVISORY_LOCK = 0x7469636b65747331L;

  private interface Attempt {
    boolean succeeds() throws SQLException;
  }

  private static final String LOCK_NOT_AVAILABLE = "55P03";

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

  /** Begins a transaction once other migrations are done. */
  abstract void begin(Connection connection, Duration timeout) throws SQLException;

  /** The statement that begins a transaction that only reads. */
  String beginReading() {
    return this == SQLITE ? "begin" : "begin isolation level repeatable read read only";
  }

  /** Waits for other migrations, and keeps later ones out, outside a transaction. */
  abstract void lock(Connection connection, Duration timeout) throws SQLException;

  /** Lets the next migration in. */
  abstract void unlock(Connection connection) throws SQLException;

  /** Makes changes that have a choice run within this transaction. */
  abstract void insistOnOneTransaction(Connection connection) throws SQLException;

  /** Whether a lock was not available in time. */
  public static boolean isLocked(SQLException e) {
    return (e.getErrorCode() & 0xff) == SQLITE_BUSY || LOCK_NOT_AVAILABLE.equals(e.getSQLState());
  }
}
