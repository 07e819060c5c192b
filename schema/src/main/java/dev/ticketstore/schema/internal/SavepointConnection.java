package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;
import liquibase.exception.DatabaseException;

/**
 * A caller's connection within a transaction, which Liquibase must not end: its commits and
 * rollbacks become a savepoint. It needs rollbacks, as it looks for its tables on PostgreSQL by
 * queries that fail.
 */
final class SavepointConnection extends BorrowedConnection {

  SavepointConnection(Connection connection) throws SQLException {
    super(connection);
    Sql.execute(connection, "savepoint liquibase");
  }

  @Override
  public boolean getAutoCommit() {
    return false;
  }

  @Override
  public void commit() throws DatabaseException {
    try {
      execute("release savepoint liquibase");
      execute("savepoint liquibase");
    } catch (DatabaseException e) {
      // Liquibase relies on PostgreSQL's commit, which rolls a failed transaction back without an
      // error.
      rollback();
    }
  }

  @Override
  public void rollback() throws DatabaseException {
    execute("rollback to savepoint liquibase");
  }

  private void execute(String sql) throws DatabaseException {
    try {
      Sql.execute(getUnderlyingConnection(), sql);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }
}
