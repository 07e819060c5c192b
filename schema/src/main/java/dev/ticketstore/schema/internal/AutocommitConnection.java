package dev.ticketstore.schema.internal;

import java.sql.Connection;

/** A connection of the caller's on which each statement is a transaction, whatever is asked for. */
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
    // Each statement has been.
  }

  @Override
  public void rollback() {
    // Nothing is open.
  }
}
