package dev.ticketstore.schema.internal;

import java.time.Duration;

/**
 * How long a migration waits for locks, and for a server that is silent.
 *
 * @param total for other migrations and for the locks of tables, in all tries
 * @param table for the lock of a table at a time. Meanwhile writers of the table queue behind the
 *     migration
 * @param silence for a new connection, and for the answer to a look at what is there
 */
public record LockTimeouts(Duration total, Duration table, Duration silence) {

  /** Five minutes, two seconds at a time, and ten seconds. */
  public static final LockTimeouts DEFAULT =
      new LockTimeouts(Duration.ofMinutes(5), Duration.ofSeconds(2), Duration.ofSeconds(10));

  /** The same with another time in all, which also limits the time for a table. */
  public LockTimeouts withTotal(Duration timeout) {
    return new LockTimeouts(timeout, table, silence);
  }

  /** The same with another time for a table. */
  public LockTimeouts withTable(Duration timeout) {
    return new LockTimeouts(total, timeout, silence);
  }

  /** The same with another time for a server that is silent. */
  public LockTimeouts withSilence(Duration timeout) {
    return new LockTimeouts(total, table, timeout);
  }
}
