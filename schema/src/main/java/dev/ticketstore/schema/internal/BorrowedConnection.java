package dev.ticketstore.schema.internal;

import java.sql.Connection;
import liquibase.database.Database;
import liquibase.database.jvm.JdbcConnection;

/** A caller's connection, lent to Liquibase, which must not change its settings or close it. */
abstract class BorrowedConnection extends JdbcConnection {

  BorrowedConnection(Connection connection) {
    super(connection);
  }

  @Override
  public final void attached(Database attachedTo) {
    // The inherited method sets autocommit.
  }

  @Override
  public final void setAutoCommit(boolean autoCommit) {
    // The inherited method begins or ends a transaction.
  }

  @Override
  public final void close() {
    // The caller closes it.
  }
}
