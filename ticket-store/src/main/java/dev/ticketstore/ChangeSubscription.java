package dev.ticketstore;

import dev.ticketstore.internal.changes.ListenerCursors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener that a thread of the store's calls, until this is closed. */
public final class ChangeSubscription implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeSubscription.class);

  private static final int EVENTS_PER_CALL = 100;

  /** Waits for events. */
  private static final Duration POLL = Duration.ofMillis(250);

  /** Between attempts to take over from another process. */
  private static final Duration TAKE_OVER = Duration.ofSeconds(1);

  /** So that a call of the listener has two thirds of a lease at least. */
  private static final Duration RENEWAL = ListenerCursors.LEASE.dividedBy(3);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final String owner = UUID.randomUUID().toString();
  private final ChangeListener listener;
  private final ListenerCursors cursors;
  private final Function<@Nullable String, ChangeFollower> follow;
  private final Duration timeout;
  private final Consumer<ChangeSubscription> closed;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = FIRST_PAUSE;

  /**
   * Begins to call the listener.
   *
   * @param follow follows the feed from a cursor
   * @param timeout how long closing waits for the listener
   * @param closed is told of the end
   */
  ChangeSubscription(
      String name,
      ChangeListener listener,
      ListenerCursors cursors,
      Function<@Nullable String, ChangeFollower> follow,
      Duration timeout,
      Consumer<ChangeSubscription> closed) {
    this.name = name;
    this.listener = listener;
    this.cursors = cursors;
    this.follow = follow;
    this.timeout = timeout;
    this.closed = closed;
    this.thread = new Thread(this::run, "ticket-store-listener-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The name of the listener. */
  public String name() {
    return name;
  }

  private void run() {
    while (!isClosing()) {
      attempt();
    }
    try {
      cursors.release(name, owner);
    } catch (TicketStoreException e) {
      LOG.debug("The listener {} keeps its lease until that ends", name, e);
    }
  }

  private void attempt() {
    try {
      Optional<String> cursor = cursors.lease(name, owner);
      if (cursor.isPresent()) {
        followFrom(cursor.get());
      } else {
        await(TAKE_OVER);
      }
    } catch (Throwable e) {
      LOG.warn("The listener {} failed; it gets the same events in {}", name, pause, e);
      await(pause);
      Duration next = pause.multipliedBy(2);
      pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
  }

  /** Until this is closed, or another process has taken over. */
  private void followFrom(String cursor) throws Exception {
    long renewed = System.nanoTime();
    try (ChangeFollower follower = follow.apply(cursor)) {
      while (!isClosing()) {
        List<TicketEvent> events = follower.next(POLL).events();
        if (System.nanoTime() - renewed > RENEWAL.toNanos()) {
          if (cursors.lease(name, owner).isEmpty()) {
            return;
          }
          renewed = System.nanoTime();
        }
        for (int i = 0; i < events.size() && !isClosing(); i += EVENTS_PER_CALL) {
          if (!call(events.subList(i, Math.min(events.size(), i + EVENTS_PER_CALL)))) {
            return;
          }
          renewed = System.nanoTime();
        }
      }
    }
  }

  /** Whether it is still this one's turn. */
  private boolean call(List<TicketEvent> events) throws Exception {
    listener.changed(List.copyOf(events));
    if (!cursors.advance(name, owner, Long.toString(events.get(events.size() - 1).id()))) {
      LOG.warn("The listener {} was removed, or took so long that another took over", name);
      return false;
    }
    pause = FIRST_PAUSE;
    return true;
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void await(Duration time) {
    try {
      closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Only closing ends this thread.
    }
  }

  /**
   * Ends after the present call of the listener, for which it waits for at most the {@linkplain
   * TicketStoreBuilder#timeout timeout} of the store before it interrupts it. Another process with
   * a listener of the same name continues at once. Does nothing the second time.
   */
  @Override
  public void close() {
    closing.countDown();
    closed.accept(this);
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
