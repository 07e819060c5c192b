package dev.ticketstore.schema.internal;

import dev.ticketstore.schema.PostgresUrl;
import dev.ticketstore.schema.SchemaException;
import dev.ticketstore.schema.SqlitePath;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the database at a JDBC URL. A SQLite file that is not there is made.
 *
 * @param url without the password, which the driver would write into its log
 */
public record UrlConnections(PostgresUrl url) {

  /**
   * For a role whose name and password may be given apart.
   *
   * @param user null for that of the URL, or else of the driver
   * @param password null for that of the URL, or else of the driver
   */
  public static UrlConnections of(String url, @Nullable String user, @Nullable String password) {
    PostgresUrl given = PostgresUrl.of(url);
    return new UrlConnections(
        new PostgresUrl(
            given.url(),
            given.user() == null ? user : given.user(),
            given.password() == null ? password : given.password()));
  }

  /**
   * Makes one.
   *
   * @param timeout for a server, unless the URL says otherwise
   */
  public Connection open(Duration timeout) throws SQLException {
    SqlitePath.ofUrl(url.url()).ifPresent(SqlitePath::createIfMissing);
    Properties properties = url.defaults(timeout);
    if (url.user() != null) {
      properties.setProperty("user", url.user());
    }
    if (url.password() != null) {
      properties.setProperty("password", url.password());
    }
    Connection connection = DriverManager.getConnection(url.url(), properties);
    try {
      return NetworkTimeout.orElse(
          connection,
          timeout,
          () -> {
            StoreSchema.requireSearchPath(connection, url.parameter("currentSchema"));
            return connection;
          });
    } catch (SQLException | SchemaException e) {
      connection.close();
      throw e;
    }
  }
}
