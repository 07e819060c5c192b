package dev.ticketstore.cli.doctor;

import dev.ticketstore.cli.StoreLocation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A connection to a SQLite file that cannot write, and is closed last. The last one that can write
 * brings the log into the file and removes it, which an examination must leave to others.
 */
final class LogKeeper implements AutoCloseable {

  /** For a database that is no file, or a file that cannot be read. */
  static final LogKeeper NONE = new LogKeeper(null);

  private final @Nullable Connection connection;

  private LogKeeper(@Nullable Connection connection) {
    this.connection = connection;
  }

  /** Opens one, or {@link #NONE} if the file cannot be read, of which the checks say why. */
  static LogKeeper of(StoreLocation place, Duration timeout) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(Math.toIntExact(timeout.toMillis()));
    Connection connection = null;
    try {
      connection = config.createConnection(place.url());
      try (Statement statement = connection.createStatement()) {
        // SQLite opens the log with the first read.
        statement.executeQuery("pragma schema_version").close();
      }
      return new LogKeeper(connection);
    } catch (SQLException e) {
      new LogKeeper(connection).close();
      return NONE;
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It has read nothing that matters.
      }
    }
  }
}
