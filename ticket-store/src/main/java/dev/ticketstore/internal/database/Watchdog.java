package dev.ticketstore.internal.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a wait that has no limit of its own, by an interrupt, or by waiting no more. */
final class Watchdog {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  /** SQLSTATE: the client is unable to establish the connection. */
  private static final String CANNOT_CONNECT = "08001";

  private static final ScheduledThreadPoolExecutor TIMER =
      new ScheduledThreadPoolExecutor(1, work -> thread("ticket-store-timeouts", work));

  static {
    TIMER.setRemoveOnCancelPolicy(true);
  }

  private final Thread waiting = Thread.currentThread();
  private boolean done;
  private boolean interrupted;

  private Watchdog() {}

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A call that may wait. */
  interface Wait<T> {
    T run() throws SQLException;
  }

  /**
   * Runs {@code wait}.
   *
   * @throws SQLTransientConnectionException if it took longer than {@code limit} and an interrupt
   *     ended it
   */
  private static <T> T bounded(Duration limit, Wait<T> wait) throws SQLException {
    Watchdog watchdog = new Watchdog();
    ScheduledFuture<?> alarm =
        TIMER.schedule(watchdog::interrupt, limit.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return wait.run();
    } catch (SQLException | RuntimeException e) {
      if (watchdog.stop()) {
        SQLException late =
            new SQLTransientConnectionException(
                "the data source gave no connection within " + limit.toMillis() + " ms");
        // Not as the cause, which is an interrupt of nobody's.
        late.addSuppressed(e);
        throw late;
      }
      throw e;
    } finally {
      watchdog.stop();
      alarm.cancel(false);
    }
  }

  /**
   * Takes a connection of a data source of the caller's.
   *
   * @throws SQLException also if it took longer than {@code limit}
   */
  static Connection connect(DataSource source, Duration limit) throws SQLException {
    return OptionalLibrary.PGJDBC.isPresent() && PostgresDriver.isOfDriver(source)
        ? elsewhere(limit, source::getConnection)
        : bounded(limit, source::getConnection);
  }

  /**
   * Makes a connection on another thread. A driver that waits for a silent server takes no notice
   * of an interrupt: its thread is left behind, and closes a connection that comes too late. Not
   * for what may give each thread another connection, such as one of its transaction.
   */
  private static Connection elsewhere(Duration limit, Wait<Connection> wait) throws SQLException {
    CompletableFuture<Connection> made = new CompletableFuture<>();
    thread("ticket-store-connecting", () -> make(wait, made)).start();
    try {
      return made.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failed) {
        throw failed;
      }
      throw new SQLException(e.getCause());
    } catch (TimeoutException e) {
      closeWhenMade(made);
      throw new SQLNonTransientConnectionException(
          "the server gave no connection within " + limit.toMillis() + " ms", CANNOT_CONNECT, e);
    } catch (InterruptedException e) {
      closeWhenMade(made);
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while it waited for a connection", e);
    }
  }

  private static void make(Wait<Connection> wait, CompletableFuture<Connection> made) {
    try {
      made.complete(wait.run());
    } catch (SQLException | RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  private static void closeWhenMade(CompletableFuture<Connection> made) {
    CompletableFuture<?> unused =
        made.thenAccept(
            connection -> {
              try {
                connection.close();
              } catch (SQLException e) {
                LOG.debug("A connection that came too late did not close", e);
              }
            });
  }

  private synchronized void interrupt() {
    if (!done) {
      interrupted = true;
      waiting.interrupt();
    }
  }

  /** Whether the interrupt was this one's; it is taken back. */
  private synchronized boolean stop() {
    if (!done && interrupted) {
      Thread.interrupted();
    }
    done = true;
    return interrupted;
  }
}
