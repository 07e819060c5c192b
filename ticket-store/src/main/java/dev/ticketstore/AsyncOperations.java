package dev.ticketstore;

import dev.ticketstore.internal.observe.commit.InFlightLimit;
import dev.ticketstore.internal.observe.commit.StoreThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Operations that their callers do not wait for, in their order, on threads of their own. */
final class AsyncOperations implements AutoCloseable {

  private static final long IDLE_SECONDS = 60;

  private final InFlightLimit inFlight;
  private final ThreadPoolExecutor threads;

  /**
   * Nothing in flight, and no thread yet.
   *
   * @param maxThreads more would wait for a connection
   */
  AsyncOperations(InFlightLimit inFlight, int maxThreads) {
    this.inFlight = inFlight;
    this.threads =
        new ThreadPoolExecutor(
            maxThreads,
            maxThreads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threadFactory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Virtual threads, which Java has since 21. */
  private static ThreadFactory threadFactory() {
    try {
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Object named =
          builder
              .getMethod("name", String.class)
              .invoke(Thread.class.getMethod("ofVirtual").invoke(null), "ticket-store-async");
      return (ThreadFactory) builder.getMethod("factory").invoke(named);
    } catch (ReflectiveOperationException e) {
      return work -> {
        Thread thread = new Thread(work, "ticket-store-async");
        thread.setDaemon(true);
        return thread;
      };
    }
  }

  /**
   * Runs an operation some time after this returns.
   *
   * @throws StoreOverloadedException if too many are in flight for too long
   * @throws StoreClosedException after {@link #close()}
   */
  <T extends @Nullable Object> CompletionStage<T> run(Supplier<T> operation) {
    CompletableFuture<T> future = new CompletableFuture<>();
    inFlight.enter();
    try {
      StoreThreads.begin(threads, () -> complete(operation, future));
    } catch (StoreOverloadedException e) {
      inFlight.leave();
      throw e;
    } catch (RejectedExecutionException e) {
      // Closing did not wait any longer.
      inFlight.leave();
      throw new StoreClosedException();
    }
    return future.minimalCompletionStage();
  }

  private <T extends @Nullable Object> void complete(
      Supplier<T> operation, CompletableFuture<T> future) {
    Runnable completion = completion(operation, future);
    inFlight.leave();
    // Dependent stages run elsewhere: they may wait, and here are as many as connections.
    StoreThreads.complete(future, completion);
  }

  private static <T extends @Nullable Object> Runnable completion(
      Supplier<T> operation, CompletableFuture<T> future) {
    try {
      T result = operation.get();
      return () -> future.complete(result);
    } catch (Throwable e) {
      return () -> future.completeExceptionally(e);
    }
  }

  /** How many are in flight. */
  int inFlight() {
    return inFlight.inFlight();
  }

  /** Waits for those in flight, for at most the time-out, and takes no more. */
  @Override
  public void close() {
    inFlight.close();
    threads.shutdown();
  }
}
