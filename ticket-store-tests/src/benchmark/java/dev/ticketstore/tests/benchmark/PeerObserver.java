package dev.ticketstore.tests.benchmark;

import dev.ticketstore.Violation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What a peer does with connections: one for each caller, or one behind a lock. */
final class PeerObserver implements Observer {

  /** Work on one connection, with whatever it keeps for it. */
  interface Session {
    Object observe(Violation violation) throws SQLException;
  }

  /** Makes a session for a connection. */
  interface SessionFactory {
    Session on(Connection connection, BenchmarkDatabase database) throws SQLException;
  }

  private final BenchmarkDatabase database;
  private final SessionFactory sessions;
  private final List<Connection> connections = new ArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final ThreadLocal<Session> own = ThreadLocal.withInitial(this::open);
  private final Session shared;

  PeerObserver(BenchmarkDatabase database, boolean oneWriter, SessionFactory sessions) {
    this.database = database;
    this.sessions = sessions;
    this.shared = oneWriter && database.isSqlite() ? open() : null;
  }

  private Session open() {
    try {
      Connection connection = database.connect();
      synchronized (connections) {
        connections.add(connection);
      }
      return sessions.on(connection, database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Object observe(Violation violation) throws SQLException {
    if (shared == null) {
      return own.get().observe(violation);
    }
    lock.lock();
    try {
      return shared.observe(violation);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
