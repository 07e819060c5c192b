package dev.ticketstore.internal.database;

import dev.ticketstore.SqliteSynchronous;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The uses of sqlite-jdbc. Must not be used before {@link OptionalLibrary#SQLITE_JDBC} is known to
 * be present.
 */
public final class SqliteDriver {

  /**
   * The most that the one writer keeps of a file in memory: an upsert looks for its key in an
   * index, of which SQLite's own 2 MiB hold little once a store has some hundred thousand tickets.
   * SQLite takes no more of it than the file has.
   */
  private static final int WRITER_CACHE_KIB = 64 * 1024;

  private SqliteDriver() {}

  /** Connections to {@code url} that write. */
  static DataSource writer(
      String url,
      Duration busyTimeout,
      SqliteSynchronous synchronous,
      long logLimit,
      boolean mayCreate) {
    SQLiteConfig config = config(busyTimeout);
    config.setJournalSizeLimit(Math.toIntExact(logLimit));
    if (!mayCreate) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    config.enforceForeignKeys(true);
    config.setCacheSize(-WRITER_CACHE_KIB);
    config.setSynchronous(SynchronousMode.valueOf(synchronous.name()));
    DataSource source = source(url, config);
    return Wrapping.connections(
        source,
        () ->
            Wrapping.prepared(
                source.getConnection(), connection -> limitLog(connection, logLimit)));
  }

  /** SQLite counts the log in pages, whose size is the file's. */
  private static void limitLog(Connection connection, long bytes) throws SQLException {
    long pages = bytes / SqliteDialect.pragma(connection, "page_size");
    SqliteDialect.set(connection, "wal_autocheckpoint", pages);
  }

  /** Connections to {@code url} that cannot write. */
  static DataSource reader(String url, Duration busyTimeout) {
    SQLiteConfig config = config(busyTimeout);
    config.setReadOnly(true);
    return source(url, config);
  }

  /** Connections to {@code url} as another program opens them. */
  public static DataSource plain(String url, Duration busyTimeout) {
    return source(url, config(busyTimeout));
  }

  /** The driver's own connection within that of a pool; the same where another driver made it. */
  static Connection unwrap(Connection connection) throws SQLException {
    return connection.isWrapperFor(SQLiteConnection.class)
        ? connection.unwrap(SQLiteConnection.class)
        : connection;
  }

  private static SQLiteConfig config(Duration busyTimeout) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    return config;
  }

  private static DataSource source(String url, SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }
}
