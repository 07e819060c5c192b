package dev.ticketstore.internal.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a wait that has no limit of its own, by an interrupt. */
final class Watchdog {

  private static final ScheduledThreadPoolExecutor TIMER =
      new ScheduledThreadPoolExecutor(1, Watchdog::thread);

  static {
    TIMER.setRemoveOnCancelPolicy(true);
  }

  private final Thread waiting = Thread.currentThread();
  private boolean done;
  private boolean interrupted;

  private Watchdog() {}

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ticket-store-timeouts");
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
  static <T> T bounded(Duration limit, Wait<T> wait) throws SQLException {
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
