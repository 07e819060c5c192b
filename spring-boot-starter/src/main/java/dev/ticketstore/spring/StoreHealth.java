package dev.ticketstore.spring;

import dev.ticketstore.DatabaseException;
import dev.ticketstore.DatabaseException.Reason;
import dev.ticketstore.FeedLag;
import dev.ticketstore.TicketStore;
import dev.ticketstore.schema.SchemaStatus;
import java.sql.DatabaseMetaData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a health check says of a store, whatever version of Spring Boot asks.
 *
 * @param up false if the database lacks changes, without which calls fail
 */
record StoreHealth(boolean up, Map<String, Object> details) {

  /**
   * Looks at the database.
   *
   * @throws RuntimeException if the database does not answer; the application is then down
   */
  static StoreHealth of(TicketStore store, Map<String, ChangeCursor> cursors) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("database", product(store));
    SchemaStatus schema = store.schemaStatus();
    details.put("schema", state(schema));
    count(details, "pendingChanges", schema.pending().size());
    count(details, "newerChanges", schema.unknown().size() + schema.compatible().size());
    details.put("feed", feed(store, cursors));
    return new StoreHealth(schema.pending().isEmpty(), details);
  }

  private static String product(TicketStore store) {
    return store.read(
        context ->
            context.connectionResult(
                connection -> {
                  DatabaseMetaData database = connection.getMetaData();
                  return database.getDatabaseProductName()
                      + " "
                      + database.getDatabaseProductVersion();
                }));
  }

  private static String state(SchemaStatus schema) {
    if (!schema.pending().isEmpty()) {
      return "pending";
    }
    if (!schema.unknown().isEmpty() || !schema.compatible().isEmpty()) {
      return "newer";
    }
    return schema.changed().isEmpty() ? "current" : "edited";
  }

  private static void count(Map<String, Object> details, String name, int number) {
    if (number > 0) {
      details.put(name, number);
    }
  }

  private static Map<String, Object> feed(TicketStore store, Map<String, ChangeCursor> cursors) {
    Map<String, Object> feed = new LinkedHashMap<>();
    try {
      FeedLag lag = store.changesLag(store.latestCursor());
      feed.put("heldBack", lag.heldBack());
      FeedLag.OpenWriter writer = lag.heldBack() == 0 ? null : lag.writer();
      if (writer != null) {
        put(feed, "writerPid", writer.pid());
        put(feed, "writerApplication", writer.application());
        put(feed, "writerSince", writer.since());
      }
      cursors.forEach((name, cursor) -> feed.put(name, ready(store, cursor)));
    } catch (DatabaseException e) {
      if (e.reason() != Reason.STANDBY) {
        throw e;
      }
      feed.put("heldBack", "unknown on a standby");
    }
    return feed;
  }

  private static Map<String, Object> ready(TicketStore store, ChangeCursor cursor) {
    return Map.of("ready", store.changesLag(cursor.stored()).ready());
  }

  private static void put(Map<String, Object> feed, String name, @Nullable Object value) {
    if (value != null) {
      feed.put(name, value.toString());
    }
  }
}
