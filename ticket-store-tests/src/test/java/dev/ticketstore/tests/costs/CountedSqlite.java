package dev.ticketstore.tests.costs;

import dev.ticketstore.tests.support.JdbcProxy;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * One connection to a SQLite file, whose statements are logged. It stays open, as one of a pool
 * would. Statements that are not prepared are left out: with those the store sets a connection of
 * its caller's up, and puts it back.
 */
final class CountedSqlite extends AbstractDataSource implements AutoCloseable {

  /** The log is never brought into the file, so that its length tells the pages written. */
  private static final List<String> SETTINGS =
      List.of("pragma wal_autocheckpoint = 0", "pragma synchronous = off");

  private final Connection connection;
  private final StatementLog log;

  CountedSqlite(DataSource source, StatementLog log) throws SQLException {
    this.connection = source.getConnection();
    this.log = log;
    try (Statement statement = connection.createStatement()) {
      for (String setting : SETTINGS) {
        statement.execute(setting);
      }
    }
  }

  @Override
  public Connection getConnection() {
    return JdbcProxy.of(
        Connection.class,
        connection,
        (method, arguments) ->
            switch (method.getName()) {
              case "close" -> null;
              case "isWrapperFor" -> false;
              case "prepareStatement" -> prepared(method, arguments);
              default -> JdbcProxy.invoke(connection, method, arguments);
            });
  }

  private Object prepared(Method prepare, Object[] arguments) throws Throwable {
    Object statement = Objects.requireNonNull(JdbcProxy.invoke(connection, prepare, arguments));
    return JdbcProxy.of(
        PreparedStatement.class,
        statement,
        (method, values) -> {
          if (method.getName().startsWith("execute")) {
            log.executed((String) arguments[0]);
          }
          return JdbcProxy.invoke(statement, method, values);
        });
  }

  @Override
  public Connection getConnection(String user, String password) {
    return getConnection();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
