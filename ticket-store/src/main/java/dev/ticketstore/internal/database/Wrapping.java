package dev.ticketstore.internal.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Wraps what JDBC gives, with one method changed and all others as they are. */
final class Wrapping {

  private Wrapping() {}

  /** What is done instead of {@link Connection#close()}. */
  interface Closing {
    void close() throws SQLException;
  }

  /** What is done instead of {@link DataSource#getConnection()}. */
  interface Connecting {
    Connection connect() throws SQLException;
  }

  /** What a new connection needs before its use. */
  interface Preparation {
    void prepare(Connection connection) throws SQLException;
  }

  /** A connection once it is prepared. If it cannot be, it is closed, and the failure is thrown. */
  static Connection prepared(Connection connection, Preparation preparation) throws SQLException {
    try {
      preparation.prepare(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      try (connection) {
        throw e;
      }
    }
  }

  /** A data source with other connections. */
  static DataSource connections(DataSource given, Connecting connecting) {
    return wrap(
        DataSource.class,
        given,
        method -> method.getName().equals("getConnection"),
        connecting::connect);
  }

  /** A connection with another end. */
  static Connection closing(Connection given, Closing closing) {
    return wrap(
        Connection.class,
        given,
        method -> method.getName().equals("close"),
        () -> {
          closing.close();
          return null;
        });
  }

  private interface Changed {
    boolean is(Method method);
  }

  private interface Change {
    @Nullable Object run() throws SQLException;
  }

  private static <T> T wrap(Class<T> type, T given, Changed changed, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            Wrapping.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (changed.is(method)) {
                return change.run();
              }
              if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> given.toString();
                };
              }
              try {
                return method.invoke(given, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
