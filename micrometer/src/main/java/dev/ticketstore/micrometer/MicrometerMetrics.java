package dev.ticketstore.micrometer;

import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.StoreMetrics;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The work of one store, in a registry of Micrometer. Names begin with {@code ticket.store}, and
 * {@code docs/metrics.md} lists them all.
 *
 * <pre>{@code
 * TicketStore store =
 *     TicketStore.builder()
 *         .url("jdbc:sqlite:tickets.db")
 *         .metrics(new MicrometerMetrics(registry))
 *         .open();
 * }</pre>
 *
 * <p>Counters and timers tell what this store has committed. Gauges tell what is in the database,
 * whoever wrote it; they read it at most every 10 s, and are {@code NaN} while it does not answer.
 * They leave the registry as the store closes.
 */
public final class MicrometerMetrics implements StoreMetrics {

  private final MeterRegistry registry;
  private final List<Tag> tags;
  private final Map<Outcome, Counter> observations = new EnumMap<>(Outcome.class);
  private final DistributionSummary commitSize;
  private final Timer commitWait;
  private final Counter retries;
  private final List<Follower> followers = new ArrayList<>();
  private @Nullable StoreGauges gauges;

  /**
   * A reader of the change feed.
   *
   * @param ready how many events it has still to read
   */
  record Follower(String name, Function<TicketStore, Number> ready) {}

  /** Meters without further tags, for the one store of a process. */
  public MicrometerMetrics(MeterRegistry registry) {
    this(registry, List.of());
  }

  /**
   * Meters with tags that tell this store from others of the process.
   *
   * @param tags for each meter, such as {@code database}
   */
  public MicrometerMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    this.registry = registry;
    List<Tag> copy = new ArrayList<>();
    tags.forEach(copy::add);
    this.tags = List.copyOf(copy);
    for (Outcome outcome : Outcome.values()) {
      observations.put(
          outcome,
          Counter.builder("ticket.store.observations")
              .description("Observations that are committed")
              .tags(this.tags)
              .tag("outcome", lower(outcome))
              .register(registry));
    }
    this.commitSize =
        DistributionSummary.builder("ticket.store.commit.size")
            .description("Observations of single calls that share a commit")
            .baseUnit("observations")
            .tags(this.tags)
            .register(registry);
    this.commitWait =
        Timer.builder("ticket.store.commit.wait")
            .description("How long the first observation of a shared commit has waited for it")
            .tags(this.tags)
            .register(registry);
    this.retries =
        Counter.builder("ticket.store.retries")
            .description("Further attempts of calls that are retried")
            .tags(this.tags)
            .register(registry);
  }

  /**
   * Adds a gauge for a listener of {@link TicketStore#onChange}: how many events it has still to
   * take; {@code NaN} while the database does not know its name. Call it before the store opens.
   *
   * @param name the name of the listener, and the value of the tag {@code follower}
   */
  public MicrometerMetrics listener(String name) {
    followers.add(
        new Follower(
            name,
            store -> {
              Optional<String> cursor = store.listenerCursor(name);
              return cursor.isEmpty() ? Double.NaN : store.changesLag(cursor.get()).ready();
            }));
    return this;
  }

  /**
   * Adds a gauge for another reader of the change feed: how many events it has still to read. Call
   * it before the store opens.
   *
   * @param name the value of the tag {@code follower}
   * @param cursor gives the cursor that the reader has written down; null for the beginning
   */
  public MicrometerMetrics follower(String name, Supplier<@Nullable String> cursor) {
    followers.add(new Follower(name, store -> store.changesLag(cursor.get()).ready()));
    return this;
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void opened(TicketStore store) {
    gauges = new StoreGauges(store, registry, tags, followers);
  }

  @Override
  public void closing() {
    StoreGauges open = gauges;
    if (open != null) {
      open.remove();
    }
  }

  @Override
  public void observed(List<Observation> committed) {
    for (Observation each : committed) {
      Counter counter = observations.get(each.outcome());
      if (counter != null) {
        counter.increment();
      }
    }
  }

  @Override
  public void sharing(int count, Duration wait) {
    commitSize.record(count);
    commitWait.record(wait);
  }

  @Override
  public void acknowledged(Ticket ticket) {
    Timer.builder("ticket.store.time.to.acknowledge")
        .description("From the first observation of a ticket until a person acknowledged it")
        .tags(tags)
        .tag("severity", lower(ticket.severity()))
        .register(registry)
        .record(since(ticket.firstSeenAt(), ticket.acknowledgedAt()));
  }

  @Override
  public void resolved(Ticket ticket) {
    Timer.builder("ticket.store.time.to.resolve")
        .description("From the first observation of a ticket until its resolution")
        .tags(tags)
        .tag("severity", lower(ticket.severity()))
        .tag("by", ticket.resolvedBy() == null ? "unknown" : lower(ticket.resolvedBy()))
        .register(registry)
        .record(since(ticket.firstSeenAt(), ticket.resolvedAt()));
  }

  /** Clocks of monitors may be ahead of the store's. */
  private static Duration since(Instant begin, @Nullable Instant end) {
    return end == null || end.isBefore(begin) ? Duration.ZERO : Duration.between(begin, end);
  }

  @Override
  public void failed(TicketStoreException failure) {
    Counter.builder("ticket.store.errors")
        .description("Calls that ended with an exception of the store")
        .tags(tags)
        .tag("reason", ErrorReason.of(failure))
        .register(registry)
        .increment();
  }

  @Override
  public void retried(TicketStoreException failure) {
    retries.increment();
  }
}
