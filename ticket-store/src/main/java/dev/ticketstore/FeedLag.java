package dev.ticketstore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the change feed is behind what is committed. Tells a feed that waits for a writer from
 * one to which nothing happens.
 *
 * @param ready events after the cursor that {@link TicketStore#changes} returns now
 * @param heldBack committed events that it returns only after {@code writer} has ended; 0 on SQLite
 * @param writer the oldest open transaction that has written events of this store; or null if there
 *     is none. Null on SQLite.
 */
public record FeedLag(long ready, long heldBack, @Nullable OpenWriter writer) {

  /** Whether committed events wait for an open transaction. */
  @JsonIgnore
  public boolean isStalled() {
    return heldBack > 0;
  }

  /**
   * An open transaction that has written events.
   *
   * @param pid the process of the server that runs it, for {@code pg_terminate_backend}; or null if
   *     it is a prepared transaction
   * @param application the name that its connection gave; or null if the database user may not see
   *     it
   * @param since when it began, by the server's clock; or null if the database user may not see it:
   *     it sees its own, and a member of {@code pg_read_all_stats} all
   */
  public record OpenWriter(
      @Nullable Integer pid, @Nullable String application, @Nullable Instant since) {}
}
