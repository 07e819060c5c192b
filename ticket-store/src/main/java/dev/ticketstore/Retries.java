package dev.ticketstore;

import dev.ticketstore.DatabaseException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a call again as a policy says. It decides by the exceptions only. */
final class Retries {

  /** Lets time pass. */
  interface Pause {
    void last(Duration time) throws InterruptedException;
  }

  private final RetryPolicy policy;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final Consumer<TicketStoreException> again;

  Retries(RetryPolicy policy) {
    this(policy, failure -> {});
  }

  /**
   * Retries that somebody is told of.
   *
   * @param again is told the failure before each further attempt
   */
  Retries(RetryPolicy policy, Consumer<TicketStoreException> again) {
    this(policy, System::nanoTime, time -> Thread.sleep(time.toMillis()), again);
  }

  Retries(
      RetryPolicy policy,
      LongSupplier nanoTime,
      Pause pause,
      Consumer<TicketStoreException> again) {
    this.policy = policy;
    this.again = again;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /** Makes the call again after an unknown outcome only if it is idempotent. */
  <T extends @Nullable Object> T run(Supplier<T> call, boolean idempotent) {
    long begin = nanoTime.getAsLong();
    List<TicketStoreException> failures = new ArrayList<>();
    while (true) {
      try {
        return call.get();
      } catch (TicketStoreException e) {
        failures.add(e);
        if (!(idempotent ? e.isRetryableIfIdempotent() : e.isRetryable())) {
          throw verdict(failures);
        }
      }
      Duration left = policy.maxTime().minusNanos(nanoTime.getAsLong() - begin);
      if (failures.size() >= policy.maxAttempts() || left.isNegative() || left.isZero()) {
        throw verdict(failures);
      }
      await(shorter(left, jittered(pauseAfter(failures.size()))), failures);
      again.accept(failures.get(failures.size() - 1));
    }
  }

  private void await(Duration time, List<TicketStoreException> failures) {
    try {
      pause.last(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add(new DatabaseException(Reason.INTERRUPTED, null, e));
      throw verdict(failures);
    }
  }

  /** What became of all attempts: unknown if it is of one, as no later failure undoes that. */
  private static TicketStoreException verdict(List<TicketStoreException> failures) {
    TicketStoreException verdict =
        failures.stream()
            .filter(each -> each instanceof DatabaseException e && e.isOutcomeUnknown())
            .findFirst()
            .orElse(failures.get(failures.size() - 1));
    failures.stream().filter(each -> each != verdict).forEach(verdict::addSuppressed);
    return verdict;
  }

  private Duration pauseAfter(int failures) {
    Duration time = policy.firstPause();
    for (int i = 1; i < failures && time.compareTo(policy.longestPause()) < 0; i++) {
      time = time.multipliedBy(2);
    }
    return shorter(time, policy.longestPause());
  }

  private static Duration jittered(Duration time) {
    long nanos = time.toNanos();
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
