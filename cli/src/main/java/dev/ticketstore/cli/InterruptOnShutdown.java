package dev.ticketstore.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is stopped print a last line: when the process is to end, as
 * after Ctrl-C, the thread is interrupted, and the end waits for it.
 */
final class InterruptOnShutdown implements AutoCloseable {

  /** The limit for a command that cannot even print that. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread worker;
  private final Thread hook;

  private InterruptOnShutdown(Thread worker) {
    this.worker = worker;
    this.hook = new Thread(this::interruptAndWait, "tickets-end");
  }

  /** Interrupts the current thread when the process is to end. */
  static InterruptOnShutdown interruptsCurrentThread() {
    InterruptOnShutdown end = new InterruptOnShutdown(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  /** The work of the shutdown hook. */
  void interruptAndWait() {
    worker.interrupt();
    try {
      done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nothing is left to do but to end.
      Thread.currentThread().interrupt();
    }
  }

  /** The last word has been said. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs, and has waited for this.
    }
  }
}
