package dev.ticketstore.tests.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that do something else before the nth statement of the change feed. */
final class Statements extends DelegatingDataSource {

  private final int nth;
  private final Runnable before;
  private final AtomicInteger seen = new AtomicInteger(Integer.MIN_VALUE);

  Statements(DataSource source, int nth, Runnable before) {
    super(source);
    this.nth = nth;
    this.before = before;
  }

  /** Begins to count. */
  void arm() {
    seen.set(0);
  }

  /** How many there have been. */
  int seen() {
    return seen.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection original = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("prepareStatement")
                  && String.valueOf(args[0]).contains("ticket_events")
                  && seen.incrementAndGet() == nth) {
                before.run();
              }
              try {
                return method.invoke(original, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
