package dev.ticketstore.schema.internal;

import java.sql.Connection;
import java.sql.SQLException;
import liquibase.exception.DatabaseException;

/**
 * A connection whose transaction belongs to the caller: what Liquibase means to commit or roll back
 * is a savepoint in it. On PostgreSQL Liquibase looks for its tables by queries that fail, and
 * rolls back.
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
      // PostgreSQL's own commit rolls back what has failed, without an error, and Liquibase counts
      // on that.
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
