package dev.ticketstore.contract.internal;

import dev.ticketstore.contract.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction of another program that keeps the tickets, so that each call waits for its end. */
public final class LockedTickets {

  /** Work that may fail. */
  public interface Work {
    void run() throws SQLException;
  }

  private LockedTickets() {}

  /** Does some work while the tickets are locked. The transaction then ends without a commit. */
  public static void during(TestDatabase database, Work work) throws SQLException {
    try (Connection other = database.connectForTransactions()) {
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("delete from tickets");
        if (!database.isSqlite()) {
          statement.execute("lock table tickets");
        }
      }
      work.run();
      // Not a rollback, after which the driver of SQLite would begin the next transaction.
    }
  }
}
