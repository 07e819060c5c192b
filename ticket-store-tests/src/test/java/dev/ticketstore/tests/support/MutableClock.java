package dev.ticketstore.tests.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test moves. */
public final class MutableClock extends Clock {

  private final AtomicReference<Instant> now;

  /** A clock that stands still at {@code now}. */
  public MutableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /** Moves on. */
  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Only UTC");
  }
}
