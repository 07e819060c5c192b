package dev.ticketstore.internal.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/**
 * The uses of pgjdbc. Must not be used before {@link OptionalLibrary#PGJDBC} is known to be
 * present.
 */
public final class PostgresDriver {

  private PostgresDriver() {}

  /** Returns when a notification has come to a connection that listens, or after a time. */
  public static void awaitNotification(Connection listening, Duration longest) throws SQLException {
    listening.unwrap(PGConnection.class).getNotifications(Math.toIntExact(longest.toMillis()));
  }
}
