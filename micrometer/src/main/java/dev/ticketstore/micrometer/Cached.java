package dev.ticketstore.micrometer;

import dev.ticketstore.TicketStoreException;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is read again at most every 10 s, or the failure to read it. */
final class Cached<T> {

  private static final Duration AGE = Duration.ofSeconds(10);

  private final Supplier<T> source;
  private final Clock clock;
  private @Nullable Supplier<T> answer;
  private long readAt;

  Cached(Supplier<T> source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /** The value; one caller at a time reads it. */
  synchronized T get() {
    long now = clock.monotonicTime();
    Supplier<T> last = answer;
    if (last == null || now - readAt >= AGE.toNanos()) {
      last = read();
      answer = last;
      readAt = now;
    }
    return last.get();
  }

  private Supplier<T> read() {
    try {
      T value = source.get();
      return () -> value;
    } catch (TicketStoreException e) {
      return () -> {
        throw e;
      };
    }
  }
}
