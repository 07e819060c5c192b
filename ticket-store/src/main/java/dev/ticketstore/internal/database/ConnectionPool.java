package dev.ticketstore.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.ticketstore.DatabaseException;
import dev.ticketstore.schema.PostgresUrl;
import java.time.Duration;
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
   * @param initSql is run on each connection; null for none
   */
  static ConnectionPool sqlite(
      String name, DataSource source, @Nullable String initSql, int size, Duration timeout) {
    return open(
        name,
        size,
        timeout,
        config -> {
          config.setDataSource(source);
          config.setReadOnly(initSql == null);
          config.setConnectionInitSql(initSql);
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
          config.setJdbcUrl(server.url());
          config.setUsername(server.user() == null ? user : server.user());
          config.setPassword(server.password() == null ? password : server.password());
          config.addDataSourceProperty("socketFactory", KeepAliveSockets.class.getName());
          config.addDataSourceProperty("connectTimeout", seconds(timeout));
          config.addDataSourceProperty("loginTimeout", seconds(timeout.multipliedBy(url.hosts())));
          config.addDataSourceProperty(
              "socketTimeout", seconds(PostgresDialect.networkTimeout(timeout)));
          // The driver sends the zone of the JVM when it connects; it wins against the URL's
          // options.
          config.setConnectionInitSql(
              "set lock_timeout = " + timeout.toMillis() + "; set time zone 'UTC'");
        });
  }

  /** In seconds, as the driver counts, and rounded up, as 0 means for ever. */
  private static String seconds(Duration timeout) {
    return String.valueOf(timeout.plusNanos(999_999_999).toSeconds());
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

  @Override
  public void close() {
    closing.run();
  }
}
