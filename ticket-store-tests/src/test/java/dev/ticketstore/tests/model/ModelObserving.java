package dev.ticketstore.tests.model;

import static java.util.Objects.requireNonNull;

import dev.ticketstore.CheckCycle;
import dev.ticketstore.CycleReport;
import dev.ticketstore.CycleReusedException;
import dev.ticketstore.CycleScope;
import dev.ticketstore.Observation;
import dev.ticketstore.Observation.Outcome;
import dev.ticketstore.ObservationIdReusedException;
import dev.ticketstore.Ticket;
import dev.ticketstore.Violation;
import dev.ticketstore.model.CycleOutcome;
import dev.ticketstore.model.EventKind;
import dev.ticketstore.model.TicketStatus;
import dev.ticketstore.tests.model.ModelState.AppliedCycle;
import dev.ticketstore.tests.model.ModelState.CountedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What violations and check cycles do to the model. */
final class ModelObserving {

  private final ModelState state;
  private final Map<String, Long> idsToCome;

  ModelObserving(ModelState state, Map<String, Long> idsToCome) {
    this.state = state;
    this.idsToCome = idsToCome;
  }

  private record Seen(Violation violation, Instant at, @Nullable String batch) {}

  /**
   * A time of its own, before the last resolution or not after the last observation then, for which
   * no unresolved ticket had begun.
   */
  private boolean isLate(Instant ownTime, TicketRow before, Optional<TicketRow> unresolved) {
    Instant resolvedAt = requireNonNull(before.resolvedAt);
    return (unresolved.isEmpty() || ownTime.isBefore(unresolved.get().firstSeenAt))
        && (!ownTime.isAfter(before.lastSeenAt)
            || (ownTime.isBefore(resolvedAt) && !resolvedAt.isAfter(state.now())));
  }

  List<Observation> observe(
      List<Violation> violations,
      Instant seenAt,
      @Nullable String cycleBatch,
      @Nullable String source) {
    refuseReusedIds(violations);
    Map<String, List<Seen>> groups = new LinkedHashMap<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Long> late = new ArrayList<>();
    Set<String> lateIds = new HashSet<>();
    Set<String> ids = new HashSet<>(state.observationIds.keySet());
    for (Violation each : violations) {
      Instant at = each.observedAt() == null ? seenAt : each.observedAt();
      String batch = each.batchKey() == null ? cycleBatch : each.batchKey();
      TicketRow before = state.lastResolved(each.violationKey());
      late.add(before == null ? -1 : before.id);
      if (each.observationId() != null && !ids.add(each.observationId())) {
        outcomes.add(lateIds.contains(each.observationId()) ? Outcome.LATE : Outcome.DUPLICATE);
      } else if (before != null
          && (each.observedAt() != null || source != null)
          && isLate(at, before, state.unresolved(each.violationKey()))) {
        outcomes.add(Outcome.LATE);
        if (each.observationId() != null) {
          lateIds.add(each.observationId());
        }
      } else {
        outcomes.add(
            groups.containsKey(each.violationKey())
                    || state.unresolved(each.violationKey()).isPresent()
                ? Outcome.REPEATED
                : Outcome.CREATED);
        groups
            .computeIfAbsent(each.violationKey(), key -> new ArrayList<>())
            .add(new Seen(each, at, batch));
      }
    }
    groups.forEach((key, seen) -> count(key, seen, source));
    for (int i = 0; i < violations.size(); i++) {
      Violation each = violations.get(i);
      boolean counted = outcomes.get(i) == Outcome.CREATED || outcomes.get(i) == Outcome.REPEATED;
      if (each.observationId() != null && counted) {
        long ticket = state.unresolved(each.violationKey()).orElseThrow().id;
        state.observationIds.put(
            each.observationId(), new CountedId(each.violationKey(), ticket, state.now()));
      }
    }
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < violations.size(); i++) {
      observations.add(
          new Observation(
              outcomes.get(i), ticket(violations.get(i), outcomes.get(i), late.get(i))));
    }
    return observations;
  }

  private void refuseReusedIds(List<Violation> violations) {
    Map<String, String> keys = new HashMap<>();
    state.observationIds.forEach((id, counted) -> keys.put(id, counted.key()));
    for (Violation each : violations) {
      if (each.observationId() != null) {
        String before = keys.putIfAbsent(each.observationId(), each.violationKey());
        if (before != null && !before.equals(each.violationKey())) {
          throw new ObservationIdReusedException(each.observationId(), before, each.violationKey());
        }
      }
    }
  }

  private Ticket ticket(Violation violation, Outcome outcome, long late) {
    return switch (outcome) {
      case CREATED, REPEATED -> state.unresolved(violation.violationKey()).orElseThrow().ticket();
      case LATE -> requireNonNull(state.rows.get(late)).ticket();
      case DUPLICATE -> {
        long counted =
            requireNonNull(state.observationIds.get(violation.observationId())).ticketId();
        TicketRow row = state.rows.get(counted);
        yield (row == null ? requireNonNull(state.lastResolved(violation.violationKey())) : row)
            .ticket();
      }
    };
  }

  /** Each observation is a version. */
  private void count(String key, List<Seen> seen, @Nullable String source) {
    Instant first = seen.stream().map(Seen::at).min(Comparator.naturalOrder()).orElseThrow();
    Instant last = seen.stream().map(Seen::at).max(Comparator.naturalOrder()).orElseThrow();
    Seen latest = seen.get(0);
    for (Seen each : seen) {
      if (BY_NEWNESS.compare(each, latest) >= 0) {
        latest = each;
      }
    }
    String batch = seen.get(0).batch();
    TicketRow row = state.unresolved(key).orElse(null);
    if (row == null) {
      row = open(seen.get(0), first);
      row.lastSeenAt = last;
      row.version = seen.size();
      take(row, latest, source);
      state.record(row, EventKind.OPENED, null, TicketStatus.OPEN, row.batch, first);
      state.record(row, EventKind.FLAPPING, false, row.flapping, row.batch, first);
    } else {
      row.version += seen.size();
      Seen known =
          new Seen(
              Violation.of("x", row.message).severity(row.severity).build(), row.lastSeenAt, null);
      if (BY_NEWNESS.compare(latest, known) >= 0) {
        Object severity = row.severity;
        take(row, latest, source);
        state.record(row, EventKind.SEVERITY, severity, row.severity, batch, latest.at());
      }
      row.firstSeenAt = first.isBefore(row.firstSeenAt) ? first : row.firstSeenAt;
      row.lastSeenAt = last.isAfter(row.lastSeenAt) ? last : row.lastSeenAt;
    }
    row.count += seen.size();
    row.missedCycles = 0;
    row.updatedAt = state.now();
  }

  /** The texts of the operations are ASCII, so that their order is that of bytes. */
  private static final Comparator<Seen> BY_NEWNESS =
      Comparator.comparing(Seen::at)
          .thenComparing(seen -> seen.violation().message())
          .thenComparing(seen -> seen.violation().severity().literal());

  private static void take(TicketRow row, Seen latest, @Nullable String source) {
    row.message = latest.violation().message();
    row.severity = latest.violation().severity();
    row.labels = latest.violation().labels();
    row.metrics = latest.violation().metricSnapshot();
    row.source = source;
  }

  private TicketRow open(Seen opening, Instant at) {
    String key = opening.violation().violationKey();
    TicketRow before = state.lastResolved(key);
    long id = idsToCome.getOrDefault(key, -1L);
    TicketRow row =
        new TicketRow(id, opening.violation(), at, opening.batch(), before, state.now());
    if (before != null) {
      Instant since = at.minus(ModelState.FLAPPING_WINDOW);
      TicketRow earlier = state.episode(key, before.episode - (ModelState.FLAPPING_TICKETS - 2));
      row.flapping = earlier != null && !earlier.firstSeenAt.isBefore(since);
    }
    state.rows.put(id, row);
    return row;
  }

  CycleReport reconcile(CheckCycle cycle) {
    AppliedCycle applied = state.cycles.get(List.of(cycle.source(), cycle.batchKey()));
    if (applied != null) {
      requireSame(applied.cycle(), cycle);
      return again(applied);
    }
    if (state.actor == null) {
      state.actor = cycle.source();
    }
    List<Observation> observations =
        observe(cycle.violations(), cycle.startedAt(), cycle.batchKey(), cycle.source());
    List<Ticket> resolved =
        cycle.outcome() == CycleOutcome.COMPLETE ? resolveAbsent(cycle) : List.of();
    state.cycles.put(
        List.of(cycle.source(), cycle.batchKey()),
        new AppliedCycle(
            cycle,
            observations.stream().map(each -> each.outcome().name()).toList(),
            observations.stream().map(each -> each.ticket().id()).toList(),
            resolved.stream().map(Ticket::id).toList(),
            state.now()));
    return new CycleReport(observations, resolved, false);
  }

  private static void requireSame(CheckCycle before, CheckCycle cycle) {
    boolean same =
        before.startedAt().equals(cycle.startedAt())
            && before.scope().equals(cycle.scope())
            && before.outcome() == cycle.outcome()
            && before.violations().equals(cycle.violations());
    if (!same) {
      throw new CycleReusedException(
          cycle.source(),
          cycle.batchKey(),
          before.startedAt(),
          before.violations().size(),
          cycle.startedAt(),
          cycle.violations().size());
    }
  }

  private CycleReport again(AppliedCycle applied) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < applied.outcomes().size(); i++) {
      TicketRow row = state.rows.get(applied.tickets().get(i));
      if (row != null) {
        observations.add(new Observation(Outcome.valueOf(applied.outcomes().get(i)), row.ticket()));
      }
    }
    return new CycleReport(
        observations,
        applied.resolved().stream()
            .filter(state.rows::containsKey)
            .map(id -> requireNonNull(state.rows.get(id)).ticket())
            .toList(),
        true);
  }

  private List<Ticket> resolveAbsent(CheckCycle cycle) {
    Set<String> found =
        cycle.violations().stream().map(Violation::violationKey).collect(Collectors.toSet());
    List<TicketRow> well = new ArrayList<>();
    for (TicketRow row : state.rows.values()) {
      if (!row.isResolved()
          && !row.held
          && !row.lastSeenAt.isAfter(cycle.startedAt())
          && covers(cycle.scope(), cycle.source(), row)
          && !found.contains(row.key())) {
        boolean quiet =
            !row.flapping
                || !row.lastSeenAt.isAfter(cycle.startedAt().minus(ModelState.FLAPPING_WINDOW));
        if (quiet && row.missedCycles + 1 >= cycle.resolveAfter()) {
          well.add(row);
        } else {
          row.change(true, state.now(), () -> row.missedCycles++);
        }
      }
    }
    for (TicketRow row : well) {
      TicketStatus status = row.status;
      boolean flapping = row.flapping;
      row.change(true, state.now(), () -> row.resolveByCycle(cycle.startedAt()));
      Instant at = cycle.startedAt();
      state.record(row, EventKind.STATUS, status, row.status, cycle.batchKey(), at);
      state.record(row, EventKind.FLAPPING, flapping, false, cycle.batchKey(), at);
    }
    return well.stream()
        .map(TicketRow::ticket)
        .sorted(Comparator.comparing(Ticket::violationKey))
        .toList();
  }

  private static boolean covers(CycleScope scope, String source, TicketRow row) {
    boolean named =
        switch (scope.kind()) {
          case EVERYTHING -> true;
          case INVARIANTS -> scope.names().contains(row.violation.invariantName());
          case KEYS -> scope.names().contains(row.key());
        };
    return named && (scope.anySource() || row.source == null || row.source.equals(source));
  }
}
