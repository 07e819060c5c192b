package dev.ticketstore.internal.changes;

import dev.ticketstore.FeedLag.OpenWriter;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.database.SqliteDialect;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How far the feed may read: no event with an id up to {@code last} can be committed any more.
 *
 * @param last the highest id that may be given out
 * @param writer the open transaction that keeps the feed from later events; or null if none does
 */
record FeedLimit(long last, @Nullable OpenWriter writer) {

  /** SQLite has one writer, so that its ids are in the order of commits. */
  private static final FeedLimit NONE = new FeedLimit(Long.MAX_VALUE, null);

  /**
   * The present limit.
   *
   * @param connection one connection, in no transaction: each statement must read what is committed
   *     when it begins
   * @param after the position up to which events have been given out
   */
  static FeedLimit of(Database database, DSLContext connection, long after) {
    return database.dialect() == SqliteDialect.INSTANCE
        ? NONE
        : PostgresFeed.limit(connection, after);
  }
}
