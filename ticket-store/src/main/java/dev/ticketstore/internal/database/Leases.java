package dev.ticketstore.internal.database;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;

/**
 * Hands out connections, and knows which thread took them: one that waits for a connection while it
 * holds others of the pool may wait for itself.
 *
 * @param database refuses once it is closed
 * @param writing whether they are for writes alone, which look after their commit whether their
 *     file is still there
 * @param connections of the store's pool, or of the caller's
 * @param patient whether its statements may take longer than the timeout
 * @param held the number of connections that each thread took
 */
record Leases(
    Database database,
    DataSource connections,
    boolean writing,
    boolean patient,
    Map<Connection, AtomicInteger> taken,
    ThreadLocal<AtomicInteger> held)
    implements ConnectionProvider {

  Leases(Database database, DataSource connections, boolean writing) {
    this(
        database,
        connections,
        writing,
        false,
        new ConcurrentHashMap<>(),
        ThreadLocal.withInitial(AtomicInteger::new));
  }

  /** The same connections for statements whose answer may take longer than the timeout. */
  Leases patiently() {
    return new Leases(database, connections, writing, true, taken, held);
  }

  /** A connection whose statements may take longer than the timeout. */
  static Connection patient(DataSource connections, Dialect dialect) throws SQLException {
    return Wrapping.prepared(connections.getConnection(), dialect::waitWithoutLimit);
  }

  @Override
  public Connection acquire() {
    if (writing) {
      database.requireOpen();
    } else {
      database.requireUsable();
    }
    AtomicInteger mine = held.get();
    try {
      Connection connection =
          patient ? patient(connections, database.dialect()) : connections.getConnection();
      mine.incrementAndGet();
      taken.put(connection, mine);
      return connection;
    } catch (SQLException e) {
      database.requireOpen();
      DatabaseException translated = ErrorTranslation.connecting(e);
      if (translated.reason() == Reason.INTERRUPTED) {
        Thread.currentThread().interrupt();
      }
      throw translated.reason() == Reason.POOL_EXHAUSTED
          ? new DatabaseException(Reason.POOL_EXHAUSTED, exhausted(mine.get(), e), e)
          : translated;
    }
  }

  /** The store does not know what else its caller has taken of a data source of the caller's. */
  private String exhausted(int mine, SQLException e) {
    if (mine > 0) {
      return "this thread holds "
          + mine
          + " connection(s) of the pool, by an open stream, follower or read: close them before the call,"
          + " or allow a larger pool";
    }
    return database.isOfCaller()
        ? e.getMessage()
            + "; if this thread holds a connection of the data source, such as for a transaction that it"
            + " gave to TicketStore.within, make the call within that transaction or after it"
        : String.valueOf(e.getMessage());
  }

  @Override
  public void release(Connection connection) {
    AtomicInteger mine = taken.remove(connection);
    if (mine != null) {
      mine.decrementAndGet();
    }
    try {
      connection.close();
    } catch (SQLException e) {
      throw ErrorTranslation.inUse(e);
    }
  }
}
