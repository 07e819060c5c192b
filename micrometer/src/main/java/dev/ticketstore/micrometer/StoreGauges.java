package dev.ticketstore.micrometer;

import static dev.ticketstore.jooq.Tables.TICKETS;

import dev.ticketstore.TicketStore;
import dev.ticketstore.TicketStoreException;
import dev.ticketstore.micrometer.MicrometerMetrics.Follower;
import dev.ticketstore.model.Severity;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.schema.SchemaStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.impl.DSL;

/** Gauges of the database of a store, and of its calls in flight. */
final class StoreGauges {

  private final TicketStore store;
  private final MeterRegistry registry;
  private final List<Tag> tags;
  private final List<Meter> meters = new ArrayList<>();

  StoreGauges(TicketStore store, MeterRegistry registry, List<Tag> tags, List<Follower> followers) {
    this.store = store;
    this.registry = registry;
    this.tags = tags;
    add(
        "in.flight",
        "Observations and asynchronous operations in flight",
        "calls",
        store::inFlight);
    addTickets();
    addSchema();
    Cached<Number> heldBack = cached(() -> store.changesLag(store.latestCursor()).heldBack());
    add(
        "feed.held.back",
        "Committed events that the change feed returns after an open transaction has ended",
        "events",
        heldBack::get);
    for (Follower each : followers) {
      Cached<Number> ready = cached(() -> each.ready().apply(store));
      add(
          "feed.ready",
          "Events that a reader of the change feed has still to read",
          "events",
          ready::get,
          Tag.of("follower", each.name()));
    }
  }

  private void addTickets() {
    Cached<Map<Group, Long>> tickets = cached(this::tickets);
    for (TicketStatus status : TicketStatus.values()) {
      if (status == TicketStatus.RESOLVED) {
        continue;
      }
      for (Severity severity : Severity.values()) {
        add(
            "tickets",
            "Unresolved tickets",
            "tickets",
            () -> tickets.get().getOrDefault(new Group(status, severity), 0L),
            Tag.of("status", MicrometerMetrics.lower(status)),
            Tag.of("severity", MicrometerMetrics.lower(severity)));
      }
    }
  }

  /** Tickets that one gauge counts. */
  private record Group(TicketStatus status, Severity severity) {}

  private Map<Group, Long> tickets() {
    Map<Group, Long> counts = new HashMap<>();
    store
        .read(
            context ->
                context
                    .select(TICKETS.STATUS, TICKETS.SEVERITY_NAME, DSL.count())
                    .from(TICKETS)
                    .where(TICKETS.STATUS.ne(DSL.inline(TicketStatus.RESOLVED)))
                    .groupBy(TICKETS.STATUS, TICKETS.SEVERITY_NAME)
                    .fetch())
        .forEach(
            row -> counts.put(new Group(row.value1(), row.value2()), row.value3().longValue()));
    return counts;
  }

  private void addSchema() {
    Cached<SchemaStatus> schema = cached(store::schemaStatus);
    add(
        "schema.pending",
        "Changes of the schema that this library needs and the database lacks",
        "changes",
        () -> schema.get().pending().size());
    add(
        "schema.newer",
        "Changes of the schema that a newer library has made",
        "changes",
        () -> schema.get().unknown().size() + schema.get().compatible().size());
  }

  private <T> Cached<T> cached(Supplier<T> source) {
    return new Cached<>(source, registry.config().clock());
  }

  private void add(
      String name, String description, String unit, Supplier<? extends Number> value, Tag... own) {
    meters.add(
        Gauge.builder("ticket.store." + name, () -> orNaN(value))
            .description(description)
            .baseUnit(unit)
            .tags(tags)
            .tags(List.of(own))
            .register(registry));
  }

  private static Number orNaN(Supplier<? extends Number> value) {
    try {
      return value.get();
    } catch (TicketStoreException e) {
      return Double.NaN;
    }
  }

  void remove() {
    meters.forEach(registry::remove);
  }
}
