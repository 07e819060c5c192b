package dev.ticketstore.internal.changes;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.ErrorTranslation;
import dev.ticketstore.internal.database.OptionalLibrary;
import dev.ticketstore.internal.database.PostgresDriver;
import dev.ticketstore.internal.database.SqliteDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for events; on PostgreSQL over a connection that listens. A broken one is replaced. SQLite
 * notifies no one, and behind a pooler no session listens.
 */
public final class ChangeNotifications implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeNotifications.class);

  /** Also the longest that an event is delayed by an older transaction after that has ended. */
  private static final Duration LONGEST = Duration.ofMillis(250);

  private final Database database;
  private final boolean listens;
  private @Nullable Connection listening;

  /**
   * Begins to listen.
   *
   * @throws DatabaseException {@link Reason#MISSING_LIBRARY} on PostgreSQL without pgjdbc, as only
   *     that driver hands notifications over; {@link Reason#STANDBY} on a standby
   */
  public ChangeNotifications(Database database) {
    this.database = database;
    database.requireOpen();
    this.listens = database.dialect() != SqliteDialect.INSTANCE && database.keepsSessions();
    if (listens) {
      OptionalLibrary.PGJDBC.require();
      listening = listen();
    }
  }

  private Connection listen() {
    Connection connection = database.acquire();
    try {
      execute(connection, "listen ticket_events");
      return connection;
    } catch (SQLException e) {
      release(connection);
      DatabaseException failure = ErrorTranslation.inUse(e);
      // Only a standby refuses it; one that is read-only listens.
      throw failure.reason() == Reason.READ_ONLY
          ? new DatabaseException(Reason.STANDBY, "it notifies no one", e)
          : failure;
    }
  }

  /** Returns when something may have happened, after a quarter of a second at the latest. */
  public void await(Duration timeout) throws InterruptedException {
    long millis = Math.max(1, Math.min(timeout.toMillis(), LONGEST.toMillis()));
    if (!listens) {
      Thread.sleep(millis);
      return;
    }
    if (listening == null) {
      listening = listen();
    }
    try {
      PostgresDriver.awaitNotification(listening, Duration.ofMillis(millis));
    } catch (SQLException e) {
      close();
      throw ErrorTranslation.inUse(e);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Ends the connection's listening; a broken connection is let go. */
  @Override
  public void close() {
    Connection connection = listening;
    if (connection == null) {
      return;
    }
    listening = null;
    try {
      if (!connection.isClosed()) {
        execute(connection, "unlisten ticket_events");
      }
    } catch (SQLException e) {
      // All events that were asked for have been given out, and the server ends what is broken.
      LOG.debug("A connection did not end its listening", e);
    }
    release(connection);
  }

  private void release(Connection connection) {
    try {
      database.release(connection);
    } catch (DatabaseException e) {
      LOG.debug("A connection that listened did not close", e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
