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
import java.util.function.Supplier;
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
    return start(name, listener, () -> new ChangeFeed(database).end());
  }

  /** Begins to call a listener, a new one from a cursor on. */
  ChangeSubscription subscribe(String name, @Nullable String after, ChangeListener listener) {
    String cursor = Objects.requireNonNullElse(new ChangeFeed(database).check(after), "0");
    return start(name, listener, () -> cursor);
  }

  private ChangeSubscription start(
      String name, ChangeListener listener, Supplier<String> beginning) {
    Check.name("name", name);
    Check.notNull("listener", listener);
    if (cursors.find(name).isEmpty()) {
      cursors.add(name, beginning.get());
    }
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
