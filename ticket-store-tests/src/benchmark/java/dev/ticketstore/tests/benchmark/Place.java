package dev.ticketstore.tests.benchmark;

/** Where a database is. */
public enum Place {
  /** A file on the disk, which each commit waits for. */
  SQLITE,
  /** A file in memory, so that only CPU counts. */
  SQLITE_IN_MEMORY,
  /** A server on the disk, which each commit waits for. */
  POSTGRESQL,
  /** A server that never waits for the disk, so that only CPU counts. */
  POSTGRESQL_WITHOUT_FSYNC,
  /** The server on the disk, 1 ms away. */
  POSTGRESQL_AWAY;

  boolean isSqlite() {
    return this == SQLITE || this == SQLITE_IN_MEMORY;
  }

  /** The place that has to be prepared for it. */
  Place server() {
    return this == POSTGRESQL_AWAY ? POSTGRESQL : this;
  }
}
