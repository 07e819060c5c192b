package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.StoreOverloadedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work on other threads, where the system may refuse to start one: its limits make that an {@link
 * OutOfMemoryError}. No call may wait for work that never begins.
 */
public final class StoreThreads {

  private StoreThreads() {}

  /**
   * Begins work on a thread of the store's.
   *
   * @throws StoreOverloadedException if the system starts no thread; the work does not begin
   * @throws RejectedExecutionException if {@code threads} take no more work
   */
  public static void begin(Executor threads, Runnable work) {
    try {
      threads.execute(work);
    } catch (OutOfMemoryError e) {
      throw new StoreOverloadedException(e);
    }
  }

  /**
   * Completes a future on none of the store's threads, as one that calls the store would wait for
   * itself there; on this one if the system starts no other.
   */
  public static void complete(CompletableFuture<?> future, Runnable completion) {
    try {
      future.defaultExecutor().execute(completion);
    } catch (OutOfMemoryError | RejectedExecutionException e) {
      completion.run();
    }
  }
}
