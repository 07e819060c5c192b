package dev.ticketstore.contract.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs work on many threads that all start at the same moment. */
public final class Threads {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Threads() {}

  /**
   * Runs {@code work} once on each of {@code count} threads.
   *
   * @return what each thread returned, in the order of their numbers
   * @throws AssertionError if one of them threw
   */
  public static <T> List<T> run(int count, Work<T> work) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      CyclicBarrier start = new CyclicBarrier(count);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.on(number);
                }));
      }
      pool.shutdown();
      if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("Threads still run after " + PATIENCE);
      }
      return results(running);
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T> List<T> results(List<Future<T>> ended) throws InterruptedException {
    List<T> results = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (Future<T> each : ended) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        failures.add(e.getCause() == null ? e : e.getCause());
      }
    }
    if (!failures.isEmpty()) {
      AssertionError error =
          new AssertionError(failures.size() + " threads failed", failures.get(0));
      failures.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
    return results;
  }

  /** What one thread does. */
  public interface Work<T> {
    /** Does it on the thread with this number, from 0. */
    T on(int thread) throws Exception;
  }
}
