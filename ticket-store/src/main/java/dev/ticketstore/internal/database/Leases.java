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

  @Override
  public Connection acquire() {
    if (writing) {
      database.requireOpen();
    } else {
      database.requireUsable();
    }
    AtomicInteger mine = held.get();
    try {
      Connection connection = connections.getConnection();
      mine.incrementAndGet();
      taken.put(connection, mine);
      if (patient) {
        database.dialect().waitWithoutLimit(connection);
      }
      return connection;
    } catch (SQLException e) {
      database.requireOpen();
      DatabaseException translated = ErrorTranslation.connecting(e);
      if (translated.reason() == Reason.INTERRUPTED) {
        Thread.currentThread().interrupt();
      }
      throw translated.reason() == Reason.POOL_EXHAUSTED && mine.get() > 0
          ? new DatabaseException(
              Reason.POOL_EXHAUSTED,
              "this thread holds "
                  + mine.get()
                  + " connection(s) of the pool, by an open stream, follower or read: close them before the call,"
                  + " or allow a larger pool",
              e)
          : translated;
    }
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
