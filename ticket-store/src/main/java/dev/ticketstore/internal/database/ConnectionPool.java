package dev.ticketstore.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import com.zaxxer.hikari.util.DriverDataSource;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.schema.PostgresUrl;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of HikariCP. Must not be used before {@link OptionalLibrary#HIKARI_CP} is known to be
 * present.
 *
 * @param connections of the pool
 * @param closing ends them
 */
record ConnectionPool(DataSource connections, Runnable closing) implements AutoCloseable {

  /**
   * Connections to a SQLite file or to memory.
   *
   * @param readOnly whether the source's cannot write
   */
  static ConnectionPool sqlite(
      String name, DataSource source, boolean readOnly, int size, Duration timeout) {
    return open(
        name,
        size,
        timeout,
        config -> {
          config.setDataSource(source);
          config.setReadOnly(readOnly);
          // A connection to a file does not age, and one to memory is the database.
          config.setMaxLifetime(0);
          config.setIdleTimeout(0);
        });
  }

  /**
   * Connections to a PostgreSQL server, or to one of several. What the URL sets wins against the
   * timeouts here.
   */
  static ConnectionPool postgres(
      String name,
      JdbcUrl.Postgres url,
      @Nullable String user,
      @Nullable String password,
      int size,
      Duration timeout) {
    return open(
        name,
        size,
        timeout,
        config -> {
          PostgresUrl server = url.server();
          Properties properties = server.defaults(timeout);
          properties.setProperty(
              "socketTimeout", PostgresUrl.seconds(PostgresDialect.networkTimeout(timeout)));
          DataSource driver =
              new DriverDataSource(
                  server.url(),
                  null,
                  properties,
                  server.user() == null ? user : server.user(),
                  server.password() == null ? password : server.password());
          config.setDataSource(
              Wrapping.connections(
                  driver,
                  () ->
                      Wrapping.prepared(
                          driver.getConnection(),
                          connection -> PostgresDriver.beginSession(connection, timeout))));
          config.setExceptionOverride(new PoolEviction());
        });
  }

  /**
   * Opens a pool.
   *
   * @throws DatabaseException if the first connection cannot be made
   */
  private static ConnectionPool open(
      String name, int size, Duration timeout, Consumer<HikariConfig> options) {
    HikariConfig config = new HikariConfig();
    options.accept(config);
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(timeout.toMillis());
    config.setValidationTimeout(Math.min(timeout.toMillis(), config.getValidationTimeout()));
    try {
      HikariDataSource pool = new HikariDataSource(config);
      return new ConnectionPool(pool, pool::close);
    } catch (PoolInitializationException e) {
      throw ErrorTranslation.connecting(e);
    }
  }

  /** Ends the connections of the present, those in use when they come back. */
  void renew() {
    if (connections instanceof HikariDataSource hikari) {
      hikari.getHikariPoolMXBean().softEvictConnections();
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
