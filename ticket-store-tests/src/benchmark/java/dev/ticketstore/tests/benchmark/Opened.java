package dev.ticketstore.tests.benchmark;

import dev.ticketstore.TicketStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A copy of a database, opened by the store or else by a connection.
 *
 * @param store null for a connection
 * @param connection null for the store
 */
record Opened(BenchmarkDatabase database, TicketStore store, Connection connection)
    implements AutoCloseable {

  static Opened of(boolean byStore, Place place, Content content) throws SQLException {
    BenchmarkDatabase database = BenchmarkDatabase.copy(place, content);
    return byStore
        ? new Opened(database, database.openStore(), null)
        : new Opened(database, null, database.connect());
  }

  @Override
  public void close() throws SQLException, IOException {
    if (store == null) {
      connection.close();
    } else {
      store.close();
    }
    database.close();
  }
}
