package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A database system, with what it does in a way of its own. */
public enum Product {

  /** One file, which one connection at a time may write. */
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

    @Override
    boolean isLocked(SQLException e) {
      return (e.getErrorCode() & 0xff) == SQLITE_BUSY;
    }

    @Override
    boolean hasTable(Connection connection, String name) throws SQLException {
      return Sql.queryLong(
              connection,
              "select count(*) from sqlite_master where type = 'table' and name = ? collate nocase",
              name)
          > 0;
    }

    @Override
    boolean isUndefinedTable(SQLException e) {
      return (e.getErrorCode() & 0xff) == SQLITE_ERROR;
    }
  },

  /** A server, where a lock of the transaction keeps others out, and ends with the connection. */
  POSTGRESQL("postgresql") {
    @Override
    void begin(Connection connection, Duration timeout) throws SQLException {
      Sql.execute(connection, "begin isolation level read committed");
      Sql.execute(connection, "set local lock_timeout = " + timeout.toMillis());
      Sql.execute(connection, "select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
      Sql.execute(connection, "set local lock_timeout = 0");
    }

    @Override
    boolean isLocked(SQLException e) {
      return "55P03".equals(e.getSQLState());
    }

    @Override
    boolean hasTable(Connection connection, String name) throws SQLException {
      return Sql.queryLong(
              connection, "select count(*) from pg_class where oid = to_regclass(?)", name)
          > 0;
    }

    @Override
    boolean isUndefinedTable(SQLException e) {
      return "42P01".equals(e.getSQLState());
    }
  };

  /** Any number will do, as long as all versions of this library use the same. */
  static final long ADVISORY_LOCK = 0x7469636b65747331L;

  private static final int SQLITE_ERROR = 1;
  private static final int SQLITE_BUSY = 5;

  private final String shortName;

  Product(String shortName) {
    this.shortName = shortName;
  }

  /**
   * The system behind a connection.
   *
   * @throws SchemaException {@link Reason#UNSUPPORTED_DATABASE} if it is another
   */
  static Product of(Connection connection) throws SQLException {
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

  /** As Liquibase calls it. */
  public String shortName() {
    return shortName;
  }

  /** Begins a transaction once no other process migrates. */
  abstract void begin(Connection connection, Duration timeout) throws SQLException;

  /** Whether {@link #begin} gave up waiting. */
  abstract boolean isLocked(SQLException e);

  /** Whether a table exists where tables are made. */
  abstract boolean hasTable(Connection connection, String name) throws SQLException;

  /** Whether a query may have failed for want of a table. */
  abstract boolean isUndefinedTable(SQLException e);
}
