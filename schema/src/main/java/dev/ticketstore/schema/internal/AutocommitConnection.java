package dev.ticketstore.schema.internal;

import java.sql.Connection;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;

/** A connection of the caller's on which each statement is a transaction, whatever is asked for. */
final class AutocommitConnection extends JdbcConnection {

  AutocommitConnection(Connection connection) {
    super(connection);
  }

  @Override
  public void attached(Database attachedTo) {
    // Would set autocommit.
  }

  @Override
  public boolean getAutoCommit() {
    return true;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) {
    // It stays on.
  }

  @Override
  public void commit() {
    // Each statement has been.
  }

  @Override
  public void rollback() {
    // Nothing is open.
  }

  @Override
  public void close() {
    // The caller's.
  }
}
