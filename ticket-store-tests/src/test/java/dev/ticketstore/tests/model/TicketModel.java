package dev.ticketstore.tests.model;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.ticketstore.Change;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.Page;
import dev.ticketstore.Scope;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.Violation;
import dev.ticketstore.jooq.types.TicketStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store must do, in plain Java: one thing after the other, on one map.
 *
 * <p>The ids of new tickets are the database's to choose; {@link #willOpen} tells them beforehand.
 */
final class TicketModel implements TicketOperations {

  private final NavigableMap<Long, TicketRow> rows = new TreeMap<>();
  private final Map<String, Long> idsToCome = new HashMap<>();
  private final Clock clock;

  TicketModel(Clock clock) {
    this.clock = clock;
  }

  /** Names the ids of the tickets that the next call opens, by violation key. */
  void willOpen(Map<String, Long> ids) {
    idsToCome.clear();
    idsToCome.putAll(ids);
  }

  /** Every ticket, by id. */
  List<Ticket> everything() {
    return rows.values().stream().map(TicketRow::ticket).toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    return count(violations, now(), null);
  }

  private List<Observation> count(
      List<Violation> violations, Instant seenAt, @Nullable String batch) {
    // A call changes a ticket once, whatever it counts on it.
    violations.stream()
        .map(Violation::violationKey)
        .distinct()
        .flatMap(key -> unresolved(key).stream())
        .forEach(row -> row.version++);
    List<Outcome> outcomes = new ArrayList<>();
    for (Violation each : violations) {
      outcomes.add(
          count(
              each,
              each.observedAt() == null ? seenAt : each.observedAt(),
              each.batchKey() == null ? batch : each.batchKey()));
    }
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      String key = violations.get(i).violationKey();
      observations.add(new Observation(outcomes.get(i), unresolved(key).orElseThrow().ticket()));
    }
    return observations;
  }

  private Outcome count(Violation violation, Instant at, @Nullable String batch) {
    Optional<TicketRow> known = unresolved(violation.violationKey());
    TicketRow row = known.orElseGet(() -> open(violation, at, batch));
    row.count++;
    if (at.isBefore(row.firstSeenAt)) {
      row.firstSeenAt = at;
    }
    if (!at.isBefore(row.lastSeenAt)) {
      row.lastSeenAt = at;
      row.message = violation.message();
      row.severity = violation.severity();
      row.metrics = violation.metricSnapshot();
    }
    row.updatedAt = now();
    return known.isPresent() ? Outcome.REPEATED : Outcome.CREATED;
  }

  private TicketRow open(Violation violation, Instant at, @Nullable String batch) {
    long id = idsToCome.getOrDefault(violation.violationKey(), -1L);
    TicketRow row = new TicketRow(id, violation, at, batch, now());
    rows.put(id, row);
    return row;
  }

  private Optional<TicketRow> unresolved(String key) {
    return rows.values().stream()
        .filter(row -> row.violation.violationKey().equals(key))
        .filter(row -> row.status != TicketStatus.RESOLVED)
        .findFirst();
  }

  @Override
  public CycleReport reconcile(CheckCycle cycle) {
    List<Observation> observations = count(cycle.violations(), cycle.startedAt(), cycle.batchKey());
    List<TicketRow> well = new ArrayList<>();
    if (cycle.outcome() == CheckCycle.Outcome.COMPLETE) {
      Set<String> found = new HashSet<>();
      cycle.violations().forEach(violation -> found.add(violation.violationKey()));
      rows.values().stream()
          .filter(row -> row.status != TicketStatus.RESOLVED && !row.held)
          .filter(row -> !row.lastSeenAt.isAfter(cycle.startedAt()))
          .filter(row -> covers(cycle.scope(), row.violation))
          .filter(row -> !found.contains(row.violation.violationKey()))
          .forEach(well::add);
    }
    well.forEach(row -> row.change(true, now(), () -> row.resolve(cycle.startedAt(), now())));
    return new CycleReport(
        observations,
        well.stream()
            .map(TicketRow::ticket)
            .sorted(Comparator.comparing(Ticket::violationKey))
            .toList());
  }

  private static boolean covers(Scope scope, Violation violation) {
    if (scope instanceof Scope.Invariants some) {
      return some.names().contains(violation.invariantName());
    }
    if (scope instanceof Scope.Keys some) {
      return some.violationKeys().contains(violation.violationKey());
    }
    return true;
  }

  @Override
  public Optional<Ticket> find(long id) {
    return Optional.ofNullable(rows.get(id)).map(TicketRow::ticket);
  }

  @Override
  public Optional<Ticket> findUnresolved(String violationKey) {
    return unresolved(violationKey).map(TicketRow::ticket);
  }

  @Override
  public Page list(TicketQuery query) {
    long before = query.after() == null ? Long.MAX_VALUE : Long.parseLong(query.after());
    List<Ticket> all =
        rows.descendingMap().values().stream()
            .map(TicketRow::ticket)
            .filter(ticket -> ticket.id() < before)
            .filter(ticket -> Filters.match(query, ticket))
            .toList();
    if (all.size() <= query.pageSize()) {
      return new Page(all, Optional.empty());
    }
    List<Ticket> shown = all.subList(0, query.pageSize());
    return new Page(shown, Optional.of(String.valueOf(shown.get(shown.size() - 1).id())));
  }

  @Override
  public Map<TicketStatus, Long> count() {
    Map<TicketStatus, Long> counts = new LinkedHashMap<>();
    for (TicketStatus status : TicketStatus.values()) {
      counts.put(status, rows.values().stream().filter(row -> row.status == status).count());
    }
    return counts;
  }

  @Override
  public Change acknowledge(long id) {
    TicketRow row = row(id);
    if (row.status == TicketStatus.DIAGNOSED || row.status == TicketStatus.RESOLVED) {
      throw new IllegalStepException(id, row.status, "");
    }
    return row.change(
        row.status == TicketStatus.OPEN, now(), () -> row.status = TicketStatus.ACKNOWLEDGED);
  }

  @Override
  public Change diagnose(long id, String diagnosis) {
    TicketRow row = row(id);
    if (row.status == TicketStatus.RESOLVED) {
      throw new IllegalStepException(id, row.status, "");
    }
    return row.change(
        !diagnosis.equals(row.diagnosis),
        now(),
        () -> {
          row.status = TicketStatus.DIAGNOSED;
          row.diagnosis = diagnosis;
        });
  }

  @Override
  public Change resolve(long id) {
    TicketRow row = row(id);
    if (row.held) {
      throw new TicketHeldException(id);
    }
    return resolveAndReleaseHold(id);
  }

  @Override
  public Change resolveAndReleaseHold(long id) {
    TicketRow row = row(id);
    return row.change(row.status != TicketStatus.RESOLVED, now(), () -> row.resolve(now(), now()));
  }

  @Override
  public Change hold(long id) {
    TicketRow row = row(id);
    if (row.status == TicketStatus.RESOLVED) {
      throw new IllegalStepException(id, row.status, "");
    }
    return row.change(!row.held, now(), () -> row.held = true);
  }

  @Override
  public Change unhold(long id) {
    TicketRow row = row(id);
    return row.change(row.held, now(), () -> row.held = false);
  }

  private TicketRow row(long id) {
    if (!rows.containsKey(id)) {
      throw new UnknownTicketException(id);
    }
    return requireNonNull(rows.get(id));
  }

  /** The ids of all tickets. */
  List<Long> ids() {
    return rows.keySet().stream().collect(toCollection(ArrayList::new));
  }
}
