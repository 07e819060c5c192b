package dev.ticketstore.internal.observe.commit;

import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.StoreMetrics;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.internal.database.SqliteDialect;
import dev.ticketstore.internal.observe.TimedViolation;
import dev.ticketstore.internal.observe.ViolationRecorder;
import dev.ticketstore.internal.tickets.Actor;
import dev.ticketstore.internal.tickets.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets observations that are made at the same time share a transaction, and with it the wait for
 * the disk, as database servers do with commits. The first caller commits at once; calls that
 * arrive during its commit share the next one, which the first of them makes for all.
 *
 * <p>Repeats of one key are added up before they reach its row. On PostgreSQL such lanes work side
 * by side, one for two cores, and a key always takes the same, so that they do not wait for its
 * row.
 */
public final class GroupCommit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** More than this make transactions smaller, which costs more than it gains. */
  private static final int MAX_LANES = 4;

  private final ViolationRecorder recorder;
  private final Clock clock;
  private final InFlightLimit pending;
  private final Duration patience;
  private final StoreMetrics metrics;
  private final List<CommitQueue> lanes;

  /** Threads that end when they have had nothing to do for a minute. */
  private final ExecutorService threads = Executors.newCachedThreadPool(GroupCommit::thread);

  /**
   * Idle lanes.
   *
   * @param patience how long an observation waits for its turn to commit
   * @param metrics is told of each group
   */
  public GroupCommit(
      ViolationRecorder recorder,
      Clock clock,
      InFlightLimit pending,
      Duration patience,
      StoreMetrics metrics) {
    this.recorder = recorder;
    this.clock = clock;
    this.pending = pending;
    this.patience = patience;
    this.metrics = metrics;
    int halfOfTheCores = Runtime.getRuntime().availableProcessors() / 2;
    int count =
        recorder.dialect() == SqliteDialect.INSTANCE
            ? 1
            : Math.max(1, Math.min(MAX_LANES, halfOfTheCores));
    this.lanes = IntStream.range(0, count).mapToObj(i -> new CommitQueue(this::commit)).toList();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "ticket-store-observe");
    thread.setDaemon(true);
    return thread;
  }

  /** Counts one violation, and returns once that is committed. */
  public Observation observe(Violation violation, Actor actor) {
    pending.enter();
    try {
      CommitQueue lane = lane(violation);
      QueuedObservation.Waiting call =
          new QueuedObservation.Waiting(violation, now(), actor, patience);
      lane.add(call);
      call.await(lane);
      return call.result();
    } finally {
      pending.leave();
    }
  }

  /** Counts one violation some time after this returns. */
  public CompletionStage<Observation> observeAsync(Violation violation, Actor actor) {
    CommitQueue lane = lane(violation);
    Instant now = now();
    pending.enter();
    QueuedObservation.Detached call =
        new QueuedObservation.Detached(violation, now, actor, patience, lane, threads);
    CompletionStage<Observation> stage =
        call.stage().whenComplete((observation, failure) -> pending.leave());
    lane.add(call);
    return stage;
  }

  private CommitQueue lane(Violation violation) {
    return lanes.get(Math.floorMod(violation.violationKey().hashCode(), lanes.size()));
  }

  /** How many observations are in flight. */
  public int inFlight() {
    return pending.inFlight();
  }

  /** Waits until all observations in flight have been committed, and takes no more. */
  @Override
  public void close() {
    if (!pending.close()) {
      LOG.warn("Some observations were not committed in time; they fail now");
    }
  }

  private Instant now() {
    return Session.present(clock);
  }

  private List<Observation> commit(List<QueuedObservation> calls) {
    metrics.sharing(calls.size(), longestWait(calls));
    List<TimedViolation> violations = new ArrayList<>();
    for (QueuedObservation call : calls) {
      violations.add(
          TimedViolation.of(
              violations.size(), call.violation(), call.now(), recorder.maxClockSkew()));
    }
    return withOwnCounts(recorder.observe(violations, calls.get(0).actor(), now()));
  }

  private static Duration longestWait(List<QueuedObservation> calls) {
    long nanos = 0;
    for (QueuedObservation call : calls) {
      nanos = Math.max(nanos, call.nanosWaited());
    }
    return Duration.ofNanos(nanos);
  }

  /** Gives each call a count of its own, as if the calls had come one after the other. */
  private static List<Observation> withOwnCounts(List<Observation> observations) {
    if (observations.size() == 1) {
      return observations;
    }
    Observation[] own = new Observation[observations.size()];
    Map<Long, Long> later = new HashMap<>();
    for (int i = own.length - 1; i >= 0; i--) {
      Observation each = observations.get(i);
      own[i] = each;
      if (each.outcome() == Outcome.CREATED || each.outcome() == Outcome.REPEATED) {
        Ticket ticket = each.ticket();
        long after = later.merge(ticket.id(), 1L, Long::sum) - 1;
        own[i] =
            new Observation(
                each.outcome(),
                ticket.withCounts(ticket.occurrenceCount() - after, ticket.version() - after),
                each.clockSkewed());
      }
    }
    return List.of(own);
  }
}
