package dev.ticketstore;

import dev.ticketstore.internal.changes.ChangeFeed;
import dev.ticketstore.internal.changes.ChangeNotifications;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.validation.Check;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of all tickets, for one thread.
 *
 * <pre>{@code
 * String cursor = null; // or what was written down last time
 * try (ChangeFollower follower = store.follow(cursor)) {
 *   EventPage changes = follower.next(Duration.ofSeconds(1)); // again and again
 *   changes.events().forEach(event -> System.out.println(event.kind() + " " + event.newValue()));
 *   cursor = changes.next();
 * }
 * }</pre>
 */
public final class ChangeFollower implements AutoCloseable {

  private static final int LIMIT = 1_000;

  private final ChangeFeed feed;
  private final ChangeNotifications listener;
  private @Nullable String cursor;

  ChangeFollower(Database database, @Nullable String after) {
    this.feed = new ChangeFeed(database);
    this.cursor = feed.check(after);
    this.listener = new ChangeNotifications(database);
  }

  /**
   * The events since the call before, in the order of {@link TicketStore#changes}: at most 1,000,
   * and none only if nothing happened within {@code timeout}. On PostgreSQL a commit wakes the
   * follower. On SQLite, and where an open transaction delays an event, the follower finds it
   * within a quarter of a second.
   *
   * @param timeout is waited at most, and nothing is waited if it is zero or less
   * @throws InterruptedException if the thread is interrupted while it waits; nothing is lost
   * @throws DatabaseException if the database does not answer. Nothing is lost, and the call can be
   *     repeated, whatever the reason: it continues from the last event, over a new connection if
   *     the old one is broken
   */
  public EventPage next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + Check.notNull("timeout", timeout).toNanos();
    while (true) {
      EventPage changes = feed.changes(cursor, LIMIT);
      long left = deadline - System.nanoTime();
      if (!changes.events().isEmpty() || left <= 0) {
        cursor = changes.next();
        return changes;
      }
      listener.await(Duration.ofNanos(left));
    }
  }

  /**
   * Gives the connection back. Does nothing the second time, and never throws for a broken
   * connection.
   */
  @Override
  public void close() {
    listener.close();
  }
}
