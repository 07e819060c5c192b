package dev.ticketstore.schema.internal;

import java.sql.Connection;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;

/** A connection of the caller's, which stays as it is, whatever Liquibase asks for. */
abstract class BorrowedConnection extends JdbcConnection {

  BorrowedConnection(Connection connection) {
    super(connection);
  }

  @Override
  public final void attached(Database attachedTo) {
    // Would set autocommit.
  }

  @Override
  public final void setAutoCommit(boolean autoCommit) {
    // Would begin or end a transaction.
  }

  @Override
  public final void close() {
    // The caller's.
  }
}
