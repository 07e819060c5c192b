package dev.ticketstore.tests.model;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.ticketstore.BulkChange;
import dev.ticketstore.BulkReport;
import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.IllegalStepException;
import dev.ticketstore.Observation;
import dev.ticketstore.Page;
import dev.ticketstore.PurgeReport;
import dev.ticketstore.StaleTicketException;
import dev.ticketstore.StepResult;
import dev.ticketstore.Ticket;
import dev.ticketstore.TicketEvent;
import dev.ticketstore.TicketHeldException;
import dev.ticketstore.TicketOperations;
import dev.ticketstore.TicketQuery;
import dev.ticketstore.UnknownTicketException;
import dev.ticketstore.Violation;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.TicketStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the store must do, in plain Java: one thing after the other, on one map.
 *
 * <p>The ids of new tickets are the database's to choose; {@link #willOpen} tells them beforehand.
 */
final class TicketModel implements TicketOperations {

  private final ModelState state;
  private final Map<String, Long> idsToCome = new HashMap<>();
  private final ModelObserving observing;
  private @Nullable Instant asOf;

  TicketModel(Clock clock) {
    this.state = new ModelState(clock);
    this.observing = new ModelObserving(state, idsToCome);
  }

  /** Names the ids of the tickets that the next call opens, by violation key. */
  void willOpen(Map<String, Long> ids) {
    idsToCome.clear();
    idsToCome.putAll(ids);
    state.actor = null;
    state.note = null;
    asOf = null;
  }

  /** Every ticket, by id. */
  List<Ticket> everything() {
    return state.rows.values().stream().map(TicketRow::ticket).toList();
  }

  /** All that happened to a ticket. */
  @Override
  public List<TicketEvent> history(long id) {
    row(id);
    return state.events.stream().filter(event -> event.ticketId() == id).toList();
  }

  @Override
  public List<TicketEvent> historyOfKey(String violationKey) {
    return state.events.stream()
        .filter(event -> event.violationKey().equals(violationKey))
        .toList();
  }

  private Instant now() {
    return state.now();
  }

  /** Until the next call. */
  @Override
  public TicketOperations by(String actor, @Nullable String note) {
    state.actor = actor;
    state.note = note;
    return this;
  }

  /** Until the next call. */
  @Override
  public TicketOperations asOf(Instant at) {
    asOf = at;
    return this;
  }

  /** When a step with a ticket takes effect. */
  private Instant at(TicketRow row) {
    if (asOf == null) {
      return now();
    }
    return asOf.isBefore(row.firstSeenAt) ? row.firstSeenAt : asOf;
  }

  @Override
  public List<Observation> observeAll(List<Violation> violations) {
    return observing.observe(violations, now(), null, null);
  }

  @Override
  public List<CycleReport> reconcileAll(List<CheckCycle> cycles) {
    return cycles.stream().map(observing::reconcile).toList();
  }

  BulkReport bulk(BulkChange bulk, Collection<Long> ids) {
    by(bulk.actor() == null ? "" : bulk.actor(), bulk.note());
    state.actor = bulk.actor();
    List<BulkReport.Result> results = new ArrayList<>();
    for (long id : new TreeSet<>(ids)) {
      results.add(new BulkReport.Result(id, step(bulk.step(), id)));
    }
    return new BulkReport(results);
  }

  private BulkReport.Outcome step(BulkChange.Step step, long id) {
    try {
      StepResult change =
          switch (step) {
            case ACKNOWLEDGE -> acknowledge(id);
            case RESOLVE -> resolve(id);
            case RESOLVE_AND_RELEASE_HOLD -> resolveAndReleaseHold(id);
            case HOLD -> hold(id);
            case UNHOLD -> unhold(id);
          };
      return change.changed() ? BulkReport.Outcome.CHANGED : BulkReport.Outcome.UNCHANGED;
    } catch (UnknownTicketException e) {
      return BulkReport.Outcome.UNKNOWN;
    } catch (TicketHeldException e) {
      return BulkReport.Outcome.HELD;
    } catch (IllegalStepException e) {
      return BulkReport.Outcome.ILLEGAL;
    }
  }

  PurgeReport purge(Instant before) {
    List<Long> tickets =
        state.rows.values().stream()
            .filter(row -> row.isResolved() && requireNonNull(row.resolvedAt).isBefore(before))
            .filter(row -> requireNonNull(state.lastResolved(row.key())).id != row.id)
            .map(row -> row.id)
            .toList();
    state.rows.keySet().removeAll(tickets);
    state.events.removeIf(event -> tickets.contains(event.ticketId()));
    int events = state.events.size();
    state.events.removeIf(
        event ->
            event.recordedAt().isBefore(before)
                && requireNonNull(state.rows.get(event.ticketId())).isResolved());
    int ids = state.observationIds.size();
    state.observationIds.values().removeIf(counted -> counted.at().isBefore(before));
    int cycles = state.cycles.size();
    state.cycles.values().removeIf(cycle -> cycle.at().isBefore(before));
    return new PurgeReport(
        tickets.size(),
        events - state.events.size(),
        ids - state.observationIds.size(),
        cycles - state.cycles.size());
  }

  @Override
  public Optional<Ticket> find(long id) {
    return Optional.ofNullable(state.rows.get(id)).map(TicketRow::ticket);
  }

  @Override
  public Optional<Ticket> findUnresolved(String violationKey) {
    return state.unresolved(violationKey).map(TicketRow::ticket);
  }

  @Override
  public Page list(TicketQuery query) {
    long before = query.after() == null ? Long.MAX_VALUE : Long.parseLong(query.after());
    List<Ticket> all =
        state.rows.descendingMap().values().stream()
            .map(TicketRow::ticket)
            .filter(ticket -> ticket.id() < before)
            .filter(ticket -> Filters.match(query, ticket))
            .toList();
    if (all.size() <= query.pageSize()) {
      return new Page(all, null);
    }
    List<Ticket> shown = all.subList(0, query.pageSize());
    return new Page(shown, String.valueOf(shown.get(shown.size() - 1).id()));
  }

  @Override
  public Map<TicketStatus, Long> count() {
    Map<TicketStatus, Long> counts = new LinkedHashMap<>();
    for (TicketStatus status : TicketStatus.values()) {
      counts.put(status, state.rows.values().stream().filter(row -> row.status == status).count());
    }
    return counts;
  }

  @Override
  public StepResult acknowledge(long id) {
    TicketRow row = row(id);
    if (row.status == TicketStatus.DIAGNOSED || row.isResolved()) {
      throw new IllegalStepException(id, row.status, "");
    }
    return change(
        row,
        row.status == TicketStatus.OPEN,
        () -> {
          row.status = TicketStatus.ACKNOWLEDGED;
          row.acknowledgedAt = at(row);
        });
  }

  @Override
  public StepResult diagnose(long id, String diagnosis) {
    return diagnose(id, diagnosis, row(id).version);
  }

  @Override
  public StepResult diagnose(long id, String diagnosis, long version) {
    TicketRow row = row(id);
    if (row.isResolved()) {
      throw new IllegalStepException(id, row.status, "");
    }
    if (row.version != version) {
      throw new StaleTicketException(id, version, row.version);
    }
    return change(
        row,
        !diagnosis.equals(row.diagnosis),
        () -> {
          row.status = TicketStatus.DIAGNOSED;
          row.diagnosedAt = row.diagnosedAt == null ? at(row) : row.diagnosedAt;
          row.diagnosis = diagnosis;
        });
  }

  @Override
  public StepResult resolve(long id) {
    if (row(id).held) {
      throw new TicketHeldException(id);
    }
    return resolveAndReleaseHold(id);
  }

  @Override
  public StepResult resolveAndReleaseHold(long id) {
    TicketRow row = row(id);
    return change(row, !row.isResolved(), () -> row.resolveByHand(at(row)));
  }

  @Override
  public StepResult hold(long id) {
    TicketRow row = unresolved(id);
    return change(row, !row.held, () -> row.hold(at(row)));
  }

  @Override
  public StepResult unhold(long id) {
    TicketRow row = unresolved(id);
    return change(row, row.held, () -> row.unhold(at(row)));
  }

  private TicketRow unresolved(long id) {
    TicketRow row = row(id);
    if (row.isResolved()) {
      throw new IllegalStepException(id, row.status, "");
    }
    return row;
  }

  @Override
  public StepResult assign(long id, @Nullable String assignee) {
    TicketRow row = row(id);
    boolean needed = !Objects.equals(row.assignee, assignee);
    if (needed && row.isResolved()) {
      throw new IllegalStepException(id, row.status, "");
    }
    return change(row, needed, () -> row.assignee = assignee);
  }

  @Override
  public TicketEvent comment(long id, String text) {
    Instant at = asOf == null ? now() : asOf;
    state.record(row(id), EventKind.COMMENT, null, text, null, at);
    return state.events.get(state.events.size() - 1);
  }

  private StepResult change(TicketRow row, boolean needed, Runnable step) {
    Ticket before = row.ticket();
    StepResult change = row.change(needed, now(), step);
    Instant at = row.isResolved() && needed ? requireNonNull(row.resolvedAt) : at(row);
    state.record(row, EventKind.STATUS, before.status(), row.status, null, at);
    state.record(row, EventKind.HELD, before.held(), row.held, null, at);
    state.record(row, EventKind.DIAGNOSIS, before.diagnosis(), row.diagnosis, null, at);
    state.record(row, EventKind.FLAPPING, before.flapping(), row.flapping, null, at);
    state.record(row, EventKind.ASSIGNEE, before.assignee(), row.assignee, null, at);
    return change;
  }

  private TicketRow row(long id) {
    if (!state.rows.containsKey(id)) {
      throw new UnknownTicketException(id);
    }
    return requireNonNull(state.rows.get(id));
  }

  /** The ids of all tickets. */
  List<Long> ids() {
    return state.rows.keySet().stream().collect(toCollection(ArrayList::new));
  }
}
