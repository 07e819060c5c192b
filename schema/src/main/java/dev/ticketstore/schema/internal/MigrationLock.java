package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SchemaException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/**
 * Keeps other processes out while one migrates.
 *
 * <p>Liquibase's own lock is a row that a killed process leaves behind, and that others poll every
 * ten seconds. A database lock ends with its connection.
 */
public interface MigrationLock extends AutoCloseable {

  /** Makes what was done under the lock final. */
  void commit() throws SQLException;

  /**
   * Undoes what can be undone if {@link #commit()} was not called, and lets the next process in.
   */
  @Override
  void close() throws SQLException;

  /**
   * Waits until no other process migrates the database of this connection.
   *
   * @throws SchemaException {@link Reason#LOCKED} after {@code timeout}
   */
  static MigrationLock acquire(Connection connection, Duration timeout) throws SQLException {
    return switch (connection.getMetaData().getDatabaseProductName()) {
      case "SQLite" -> SqliteTransaction.begin(connection, timeout);
      case "PostgreSQL" -> PostgresAdvisoryLock.acquire(connection, timeout);
      default ->
          throw new SchemaException(
              Reason.UNSUPPORTED_DATABASE,
              "Expected SQLite or PostgreSQL, not "
                  + connection.getMetaData().getDatabaseProductName()
                  + ".",
              null);
    };
  }

  /** The whole migration in one immediate transaction. */
  final class SqliteTransaction implements MigrationLock {

    private static final int SQLITE_BUSY = 5;

    private final Connection connection;
    private boolean open = true;

    private SqliteTransaction(Connection connection) {
      this.connection = connection;
    }

    static MigrationLock begin(Connection connection, Duration timeout) throws SQLException {
      long before = Sql.queryLong(connection, "pragma busy_timeout");
      Sql.execute(connection, "pragma busy_timeout = " + timeout.toMillis());
      try {
        Sql.execute(connection, "begin immediate");
      } catch (SQLException e) {
        if ((e.getErrorCode() & 0xff) == SQLITE_BUSY) {
          throw locked(timeout, e);
        }
        throw e;
      } finally {
        Sql.execute(connection, "pragma busy_timeout = " + before);
      }
      return new SqliteTransaction(connection);
    }

    @Override
    public void commit() throws SQLException {
      Sql.execute(connection, "commit");
      open = false;
    }

    @Override
    public void close() throws SQLException {
      if (open) {
        Sql.execute(connection, "rollback");
      }
    }
  }

  /** A lock of the session, which PostgreSQL releases when the connection ends. */
  final class PostgresAdvisoryLock implements MigrationLock {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Any number will do, as long as all versions of this library use the same. */
    private static final long KEY = 0x7469636b65747331L;

    private final Connection connection;

    private PostgresAdvisoryLock(Connection connection) {
      this.connection = connection;
    }

    static MigrationLock acquire(Connection connection, Duration timeout) throws SQLException {
      Sql.execute(connection, "set lock_timeout = " + timeout.toMillis());
      try {
        Sql.execute(connection, "select pg_advisory_lock(" + KEY + ")");
      } catch (SQLException e) {
        if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw locked(timeout, e);
        }
        throw e;
      } finally {
        Sql.execute(connection, "reset lock_timeout");
      }
      return new PostgresAdvisoryLock(connection);
    }

    @Override
    public void commit() {
      // Each change has committed by itself.
    }

    @Override
    public void close() throws SQLException {
      Sql.execute(connection, "select pg_advisory_unlock(" + KEY + ")");
    }
  }

  private static SchemaException locked(Duration timeout, SQLException cause) {
    return new SchemaException(
        Reason.LOCKED,
        String.format(
            Locale.ROOT,
            "Another process has kept the database for over %d s: wait until it is done, then try again.",
            timeout.toSeconds()),
        cause);
  }
}
