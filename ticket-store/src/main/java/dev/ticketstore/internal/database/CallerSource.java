package dev.ticketstore.internal.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A data source of the caller's, whose connections are waited for no longer than the timeout.
 *
 * @param late how many connections come later than they were waited for
 */
record CallerSource(DataSource given, Duration timeout, AtomicInteger late) {

  private static final Logger LOG = LoggerFactory.getLogger(CallerSource.class);

  /** Each has a thread until the server answers. */
  private static final int MOST_LATE = 16;

  /** SQLSTATE: the client is unable to establish the connection. */
  private static final String CANNOT_CONNECT = "08001";

  CallerSource(DataSource given, Duration timeout) {
    this(given, timeout, new AtomicInteger());
  }

  /**
   * Takes a connection.
   *
   * @throws SQLException also if it took longer than the timeout
   */
  Connection connect() throws SQLException {
    return OptionalLibrary.PGJDBC.isPresent() && PostgresDriver.isOfDriver(given)
        ? connectElsewhere()
        : Watchdog.bounded(timeout, given::getConnection);
  }

  /**
   * Makes a connection on another thread. A driver that waits for a silent server takes no notice
   * of an interrupt: its thread is left behind, and closes a connection that comes too late. Not
   * for what may give each thread another connection, such as one of its transaction.
   */
  private Connection connectElsewhere() throws SQLException {
    if (late.get() >= MOST_LATE) {
      throw cannotConnect(
          late.get()
              + " earlier connections still wait for the server; a loginTimeout of the data source ends"
              + " them");
    }
    CompletableFuture<Connection> made = new CompletableFuture<>();
    Thread thread = new Thread(() -> make(made), "ticket-store-connecting");
    thread.setDaemon(true);
    thread.start();
    try {
      return made.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failed) {
        throw failed;
      }
      throw new SQLException(e.getCause());
    } catch (TimeoutException e) {
      closeWhenMade(made);
      throw cannotConnect("the server gave no connection within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      closeWhenMade(made);
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while it waited for a connection", e);
    }
  }

  private static SQLException cannotConnect(String detail) {
    return new SQLNonTransientConnectionException(detail, CANNOT_CONNECT);
  }

  private void make(CompletableFuture<Connection> made) {
    try {
      made.complete(given.getConnection());
    } catch (SQLException | RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  private void closeWhenMade(CompletableFuture<Connection> made) {
    late.incrementAndGet();
    CompletableFuture<?> unused =
        made.whenComplete(
            (connection, failed) -> {
              late.decrementAndGet();
              if (connection != null) {
                close(connection);
              }
            });
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection that came too late did not close", e);
    }
  }
}
