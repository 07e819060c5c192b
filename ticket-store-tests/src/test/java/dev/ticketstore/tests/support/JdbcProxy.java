package dev.ticketstore.tests.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects of JDBC that do something else than those behind them. Each equals itself only. */
public final class JdbcProxy {

  /** What it does for a method. */
  public interface Handler {
    @Nullable Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private JdbcProxy() {}

  /**
   * Makes one.
   *
   * @param target what stands behind it, for its text
   */
  public static <T> T of(Class<T> type, Object target, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            JdbcProxy.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "toString" -> "proxy of " + target;
                  default -> handler.handle(method, arguments);
                }));
  }

  /** A connection that adds the text of each statement that it prepares to a list. */
  public static Connection noting(Connection connection, List<String> prepared) {
    return of(
        Connection.class,
        connection,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            prepared.add((String) arguments[0]);
          }
          return method.getName().equals("isWrapperFor")
              ? false
              : invoke(connection, method, arguments);
        });
  }

  /** Calls the method of the target, whose exception it throws. */
  public static @Nullable Object invoke(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
