package dev.ticketstore.schema.internal;

import java.sql.Connection;

/**
 * A caller's connection for Liquibase on which each statement is a transaction. It must not begin
 * or end one itself.
 */
final class AutocommitConnection extends BorrowedConnection {

  AutocommitConnection(Connection connection) {
    super(connection);
  }

  @Override
  public boolean getAutoCommit() {
    return true;
  }

  @Override
  public void commit() {
    // Each statement has been committed.
  }

  @Override
  public void rollback() {
    // No transaction is open.
  }
}
