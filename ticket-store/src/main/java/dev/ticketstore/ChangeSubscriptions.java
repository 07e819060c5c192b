package dev.ticketstore;

import dev.ticketstore.internal.changes.ChangeFeed;
import dev.ticketstore.internal.changes.ListenerCursors;
import dev.ticketstore.internal.database.Database;
import dev.ticketstore.internal.validation.Check;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The listeners that a store calls. */
record ChangeSubscriptions(
    Database database, ListenerCursors cursors, Duration timeout, Set<ChangeSubscription> open)
    implements AutoCloseable {

  ChangeSubscriptions(Database database, ListenerCursors cursors, Duration timeout) {
    this(database, cursors, timeout, ConcurrentHashMap.newKeySet());
  }

  /** Begins to call a listener, a new one from now on. */
  ChangeSubscription subscribe(String name, ChangeListener listener) {
    Check.name("name", name);
    Check.notNull("listener", listener);
    if (cursors.find(name).isEmpty()) {
      cursors.add(name, new ChangeFeed(database).end());
    }
    return start(name, listener);
  }

  /** Begins to call a listener, a new one from a cursor on. */
  ChangeSubscription subscribe(String name, @Nullable String after, ChangeListener listener) {
    Check.name("name", name);
    Check.notNull("listener", listener);
    String cursor = new ChangeFeed(database).check(after);
    cursors.add(name, Objects.requireNonNullElse(cursor, "0"));
    return start(name, listener);
  }

  private ChangeSubscription start(String name, ChangeListener listener) {
    // A feed that cannot be followed fails here, and not in a log.
    new ChangeFollower(database, null).close();
    ChangeSubscription subscription =
        new ChangeSubscription(
            name,
            listener,
            cursors,
            cursor -> new ChangeFollower(database, cursor),
            timeout,
            open::remove);
    open.add(subscription);
    return subscription;
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(ChangeSubscription::close);
  }
}
