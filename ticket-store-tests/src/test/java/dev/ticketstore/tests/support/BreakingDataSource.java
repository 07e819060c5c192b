package dev.ticketstore.tests.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections that fail on purpose, as those to a server do. Each fault strikes one use of a
 * connection, in order.
 */
public final class BreakingDataSource {

  /** How one use of a connection ends. */
  public enum Fault {
    /** There is no connection. */
    REFUSED,
    /** It breaks before the commit, so that nothing took effect. */
    BEFORE_COMMIT,
    /** It breaks after the commit, whose answer is lost. */
    AFTER_COMMIT
  }

  private static final String CONNECTION_FAILURE = "08006";

  private final DataSource given;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private int uses;

  /** Connections of {@code given}, which work until a fault is asked for. */
  public BreakingDataSource(DataSource given) {
    this.given = given;
  }

  /** Lets the next uses of a connection fail. */
  public void failNext(Fault... next) {
    faults.addAll(List.of(next));
    uses = 0;
  }

  /** How often a connection was asked for since. */
  public int uses() {
    return uses;
  }

  /** As a data source. */
  public DataSource dataSource() {
    return JdbcProxy.of(
        DataSource.class,
        given,
        (method, arguments) ->
            switch (method.getName()) {
              case "getConnection" -> connect();
              case "getParentLogger" -> Logger.getAnonymousLogger();
              default -> JdbcProxy.invoke(given, method, arguments);
            });
  }

  private Connection connect() throws SQLException {
    uses++;
    Fault fault = faults.poll();
    if (fault == Fault.REFUSED) {
      throw broken();
    }
    Connection connection = given.getConnection();
    return fault == null ? connection : breaking(connection, fault);
  }

  private static Connection breaking(Connection connection, Fault fault) {
    return JdbcProxy.of(
        Connection.class,
        connection,
        (method, arguments) ->
            switch (method.getName()) {
              case "isWrapperFor" -> false;
              case "prepareStatement" ->
                  breaking(
                      (PreparedStatement)
                          Objects.requireNonNull(JdbcProxy.invoke(connection, method, arguments)),
                      connection,
                      fault,
                      arguments[0].equals("commit"));
              default -> JdbcProxy.invoke(connection, method, arguments);
            });
  }

  /** A statement on a connection that breaks with the commit, or with the first of its own. */
  private static PreparedStatement breaking(
      PreparedStatement statement, Connection connection, Fault fault, boolean commits) {
    return JdbcProxy.of(
        PreparedStatement.class,
        statement,
        (method, arguments) -> {
          if (!commits || !method.getName().startsWith("execute")) {
            return JdbcProxy.invoke(statement, method, arguments);
          }
          if (fault == Fault.AFTER_COMMIT) {
            JdbcProxy.invoke(statement, method, arguments);
          }
          connection.close();
          throw broken();
        });
  }

  private static SQLException broken() {
    return new SQLException("broken on purpose", CONNECTION_FAILURE);
  }
}
