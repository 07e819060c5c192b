package dev.ticketstore.internal.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of the caller's, in whatever state they arrive. Each is in autocommit mode and waits
 * no longer than the timeout while the store has it, and goes back as it came. One that is inside a
 * transaction is rejected, as a commit of the store would be a commit of that transaction.
 */
final class CallerConnections extends DelegatingDataSource {

  private static final Logger LOG = LoggerFactory.getLogger(CallerConnections.class);

  private final Dialect dialect;
  private final Duration timeout;

  CallerConnections(DataSource given, Dialect dialect, Duration timeout) {
    super(given);
    this.dialect = dialect;
    this.timeout = timeout;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = Watchdog.bounded(timeout, given()::getConnection);
    try {
      return returning(connection, dialect.takeOver(connection, timeout));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The connection, whose {@code close} undoes what the store has set. */
  private static Connection returning(Connection connection, Dialect.Undo undo) {
    return (Connection)
        Proxy.newProxyInstance(
            CallerConnections.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack(connection, undo);
                return null;
              }
              if (method.getName().equals("equals")) {
                return proxy == Objects.requireNonNull(arguments)[0];
              }
              if (method.getName().equals("hashCode")) {
                return System.identityHashCode(proxy);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private static void giveBack(Connection connection, Dialect.Undo undo) throws SQLException {
    try (connection) {
      if (!connection.isClosed()) {
        undo.run();
      }
    } catch (SQLException e) {
      // What the store committed stays committed, and the pool drops a broken connection.
      LOG.debug("A connection did not go back as it came", e);
    }
  }
}
