package dev.ticketstore;

/**
 * When SQLite waits until the disk has what it wrote; see <a
 * href="https://www.sqlite.org/pragma.html#pragma_synchronous">its documentation</a>.
 */
public enum SqliteSynchronous {
  /** At each commit: what was acknowledged survives a power failure. The default. */
  FULL,
  /** At each checkpoint: a power failure may lose the last commits, and never damages the file. */
  NORMAL,
  /** Never: a power failure may damage the file. For tests. */
  OFF
}
