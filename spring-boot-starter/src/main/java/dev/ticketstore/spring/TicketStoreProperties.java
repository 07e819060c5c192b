package dev.ticketstore.spring;

import dev.ticketstore.SchemaPolicy;
import dev.ticketstore.SqliteSynchronous;
import dev.ticketstore.TicketStoreBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The properties {@code ticket-store.*}. One that is not set leaves the default of {@link
 * TicketStoreBuilder}.
 *
 * @param enabled Whether there is a TicketStore bean.
 * @param url JDBC URL of a database for the store alone. Without it the store uses the DataSource
 *     bean of the application.
 * @param username User of PostgreSQL, together with the URL.
 * @param password Password of PostgreSQL, together with the URL.
 * @param schema What to do about the schema at startup: apply what is missing, only validate, or do
 *     not look.
 * @param schemaLockTimeout How long startup waits for the migration of another instance, from 250
 *     ms to 1 h. The timeout by default.
 * @param timeout How long each wait of a call lasts, from 250 ms to 1 h: for a connection, a lock,
 *     or a turn to commit. 10 s by default.
 * @param maxConnections Most connections to the database at the URL, from 1 to 1,000. 8 by default.
 * @param maxPending Most observations in flight, from 1 to 1,000,000. 10,000 by default.
 * @param maxClockSkew How far the clock of a monitor may be ahead. 5 minutes by default.
 * @param flapping When a key counts as flapping.
 * @param sqlite Options of SQLite.
 */
@ConfigurationProperties("ticket-store")
public record TicketStoreProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String url,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("update") SchemaPolicy schema,
    @Nullable Duration schemaLockTimeout,
    @Nullable Duration timeout,
    @Nullable Integer maxConnections,
    @Nullable Integer maxPending,
    @Nullable Duration maxClockSkew,
    @DefaultValue Flapping flapping,
    @DefaultValue Sqlite sqlite) {

  /**
   * When a key counts as flapping.
   *
   * @param enabled Whether keys count as flapping at all.
   * @param tickets How many tickets a key opens within the window, from 2 to 1,000.
   * @param window Time within which a key opens the tickets, from 1 s to 7 days.
   */
  public record Flapping(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("3") int tickets,
      @DefaultValue("10m") Duration window) {}

  /**
   * Options of SQLite.
   *
   * @param synchronous When SQLite waits for the disk, in the database at the URL. At each commit
   *     by default.
   * @param logLimit Size of the write-ahead log at which its content is brought into the file, from
   *     64 KiB to 1 GiB. 16 MiB by default.
   */
  public record Sqlite(@Nullable SqliteSynchronous synchronous, @Nullable DataSize logLimit) {}

  /** Takes an empty URL, such as that of an empty variable, for none. */
  public TicketStoreProperties {
    url = url == null || url.isBlank() ? null : url;
  }

  /** Gives the builder all but the database. */
  void applyTo(TicketStoreBuilder builder) {
    builder.schemaPolicy(schema);
    if (schemaLockTimeout != null) {
      builder.schemaLockTimeout(schemaLockTimeout);
    }
    if (timeout != null) {
      builder.timeout(timeout);
    }
    if (maxConnections != null) {
      builder.maxConnections(maxConnections);
    }
    if (maxPending != null) {
      builder.maxPending(maxPending);
    }
    if (maxClockSkew != null) {
      builder.maxClockSkew(maxClockSkew);
    }
    if (flapping.enabled()) {
      builder.flapping(flapping.tickets(), flapping.window());
    } else {
      builder.neverFlapping();
    }
    if (sqlite.synchronous() != null) {
      builder.synchronous(sqlite.synchronous());
    }
    if (sqlite.logLimit() != null) {
      builder.sqliteLogLimit(sqlite.logLimit().toBytes());
    }
  }

  /** Shows neither URL, user nor password. */
  @Override
  public String toString() {
    return "TicketStoreProperties[schema=" + schema + ", timeout=" + timeout + "]";
  }
}
