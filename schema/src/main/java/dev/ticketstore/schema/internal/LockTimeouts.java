package dev.ticketstore.schema.internal;

import java.time.Duration;

/**
 * How long a migration waits for locks.
 *
 * @param total for other migrations and for the locks of tables, in all tries
 * @param table for the lock of a table at a time. Meanwhile writers of the table queue behind the
 *     migration
 */
public record LockTimeouts(Duration total, Duration table) {

  /** Five minutes, and two seconds at a time. */
  public static final LockTimeouts DEFAULT =
      new LockTimeouts(Duration.ofMinutes(5), Duration.ofSeconds(2));

  /** The same with another time in all, which also limits the time for a table. */
  public LockTimeouts withTotal(Duration timeout) {
    return new LockTimeouts(timeout, table);
  }

  /** The same with another time for a table. */
  public LockTimeouts withTable(Duration timeout) {
    return new LockTimeouts(total, timeout);
  }
}
